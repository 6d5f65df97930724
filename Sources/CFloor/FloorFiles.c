/* Writes the files the bench reads. */
#include "CFloor.h"
#include "FloorHost.h"

#include <stdlib.h>
#include <string.h>

static void write_port(FILE *file, const floor_port *port) {
  fprintf(file,
          "<port protocol=\"tcp\" portid=\"%d\"><state state=\"%s\" reason=\"%s\" reason_ttl=\"57\"/>"
          "<service name=\"%s\"",
          port->port, port->open ? "open" : "closed", port->open ? "syn-ack" : "reset", port->name);
  if (port->product < 0) {
    fputs(" method=\"table\" conf=\"3\"/></port>\n", file);
    return;
  }
  const floor_product *product = &floor_products[port->product];
  fprintf(file, " product=\"%s\"", product->name);
  if (*product->version) fprintf(file, " version=\"%s\"", product->version);
  fprintf(file, " method=\"probed\" conf=\"10\"><cpe>%s</cpe></service></port>\n", product->cpe);
}

int64_t floor_write_scan(const char *path, uint64_t seed, int64_t hosts) {
  FILE *file = fopen(path, "w");
  if (!file) return -1;
  setvbuf(file, NULL, _IOFBF, 1 << 20);
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE nmaprun>\n"
        "<nmaprun scanner=\"nmap\" args=\"nmap -sV -oX scan.xml -iL targets\" start=\"1780000000\" version=\"7.94SVN\" "
        "xmloutputversion=\"1.05\">\n<verbose level=\"0\"/>\n<debugging level=\"0\"/>\n",
        file);
  for (int64_t number = 0; number < hosts; number++) {
    floor_host host;
    floor_make_host(seed, number, &host);
    fprintf(file,
            "<host starttime=\"%lld\" endtime=\"%lld\"><status state=\"up\" reason=\"echo-reply\" reason_ttl=\"57\"/>\n",
            (long long)host.end - 8, (long long)host.end);
    for (int i = 0; i < host.address_count; i++)
      fprintf(file, "<address addr=\"%s\" addrtype=\"ipv%d\"/>\n", host.addresses[i], i ? 6 : 4);
    fputs("<hostnames>\n", file);
    for (int i = 0; i < host.name_count; i++)
      fprintf(file, "<hostname name=\"%s\" type=\"%s\"/>\n", host.names[i], i ? "PTR" : "user");
    fputs("</hostnames>\n<ports><extraports state=\"filtered\" count=\"996\"/>\n", file);
    for (int i = 0; i < host.port_count; i++) write_port(file, &host.ports[i]);
    fputs("</ports>\n</host>\n", file);
  }
  fprintf(file,
          "<runstats><finished time=\"1780090000\" elapsed=\"90000.00\" exit=\"success\"/><hosts up=\"%lld\" down=\"0\" "
          "total=\"%lld\"/></runstats>\n</nmaprun>\n",
          (long long)hosts, (long long)hosts);
  int64_t size = ferror(file) ? -1 : (int64_t)ftell(file);
  return fclose(file) ? -1 : size;
}

int64_t floor_write_names(const char *path, uint64_t seed, int64_t first, int64_t hosts, int64_t stride) {
  FILE *file = fopen(path, "w");
  if (!file) return -1;
  int64_t count = 0;
  for (int64_t number = first; number < hosts; number += stride, count++) {
    floor_host host;
    floor_make_host(seed, number, &host);
    fprintf(file, "%s\n", host.names[0]);
  }
  return ferror(file) | fclose(file) ? -1 : count;
}

int64_t floor_write_list(const char *path, uint64_t seed, int64_t lines, int64_t hosts, int ours) {
  FILE *file = fopen(path, "w");
  if (!file) return -1;
  setvbuf(file, NULL, _IOFBF, 1 << 20);
  for (int64_t number = 0; number < lines; number++) {
    uint64_t r = floor_mix(seed ^ 0xabcd ^ (uint64_t)number * 31);
    char name[96];
    int is_ours = (int)(r % 1000) < ours;
    if (is_ours) {
      floor_host host;
      floor_make_host(seed, (int64_t)(r >> 12) % hosts, &host);
      strcpy(name, r >> 11 & 1 && r >> 10 & 1 ? host.addresses[0] : host.names[0]);
    } else if ((r >> 10 & 7) == 0) {
      snprintf(name, sizeof name, "%u.%u.%u.%u", 64 + (unsigned)(r >> 13 & 63), (unsigned)(r >> 20 & 255),
               (unsigned)(r >> 30 & 255), (unsigned)(r >> 40 & 255));
    } else {
      /* Lists come back to the same names: some 300,000 of them. */
      floor_foreign_name(seed, (int64_t)((r >> 13) % 300000), name, sizeof name);
    }
    switch (r >> 58 & 7) {
      case 0: case 1: case 2: fprintf(file, "https://%s/\n", name); break;
      case 3: fprintf(file, "http://%s/login?next=%d\n", name, (int)(r >> 50 & 255)); break;
      case 4: fprintf(file, "tcp://%s:443\n", name); break;
      default: fprintf(file, "%s\n", name); break;
    }
  }
  int64_t size = ferror(file) ? -1 : (int64_t)ftell(file);
  return fclose(file) ? -1 : size;
}
