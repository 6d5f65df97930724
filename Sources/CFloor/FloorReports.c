/* Writes reports of the same hosts as other scanners and agents write them: far more text than facts. */
#include "CFloor.h"
#include "FloorHost.h"

/* Words of a finding's text, with what XML escapes in it. */
static void write_text(FILE *file, uint64_t seed, int words) {
  static const char *const list[] = {"the ", "remote ", "service ", "accepts ", "connections ", "encrypted ", "with ",
                                     "a &lt;weak&gt; ", "cipher ", "suite;\n", "version ", "of ", "protocol ",
                                     "R&amp;D ", "vendor ", "advisory "};
  uint64_t r = seed;
  for (int i = 0; i < words; i++) {
    if (i % 16 == 0) r = floor_mix(r);
    fputs(list[r >> (i % 16 * 4) & 15], file);
  }
}

static FILE *open_file(const char *path) {
  FILE *file = fopen(path, "w");
  if (file) setvbuf(file, NULL, _IOFBF, 1 << 18);
  return file;
}

static int64_t close_file(FILE *file) {
  int64_t size = ferror(file) ? -1 : (int64_t)ftell(file);
  return fclose(file) ? -1 : size;
}

static void write_nessus_host(FILE *file, uint64_t seed, const floor_host *host) {
  fprintf(file, "<ReportHost name=\"%s\"><HostProperties>\n<tag name=\"HOST_END_TIMESTAMP\">%lld</tag>\n", host->names[0],
          (long long)host->end);
  for (int i = 0; i < host->address_count; i++) fprintf(file, "<tag name=\"host-ip\">%s</tag>\n", host->addresses[i]);
  for (int i = 1; i < host->name_count; i++) fprintf(file, "<tag name=\"host-rdns\">%s</tag>\n", host->names[i]);
  fputs("</HostProperties>\n", file);
  for (int finding = 0; finding < host->port_count * 3; finding++) {
    const floor_port *port = &host->ports[finding % host->port_count];
    fprintf(file,
            "<ReportItem port=\"%d\" svc_name=\"%s\" protocol=\"tcp\" severity=\"1\" pluginID=\"%d\" pluginName=\"Check\" "
            "pluginFamily=\"General\">\n<description>",
            port->port, port->name, 10000 + finding);
    write_text(file, seed + (uint64_t)finding, 90);
    fputs("</description>\n", file);
    if (port->product >= 0) fprintf(file, "<cpe>%s</cpe>\n", floor_products[port->product].cpe);
    fputs("<solution>", file);
    write_text(file, seed ^ (uint64_t)finding, 30);
    fputs("</solution>\n<plugin_output>", file);
    write_text(file, seed * 3 + (uint64_t)finding, 90);
    fputs("</plugin_output>\n</ReportItem>\n", file);
  }
  fputs("</ReportHost>\n", file);
}

int64_t floor_write_nessus(const char *path, uint64_t seed, int64_t hosts) {
  FILE *file = open_file(path);
  if (!file) return -1;
  fputs("<?xml version=\"1.0\" ?>\n<NessusClientData_v2>\n<Report name=\"bench\">\n", file);
  for (int64_t number = 0; number < hosts; number++) {
    floor_host host;
    floor_make_host(seed, number, &host);
    write_nessus_host(file, floor_mix(seed + (uint64_t)number), &host);
  }
  fputs("</Report>\n</NessusClientData_v2>\n", file);
  return close_file(file);
}

static void write_qualys_host(FILE *file, uint64_t seed, const floor_host *host) {
  fprintf(file, "<HOST><IP><![CDATA[%s]]></IP>", host->addresses[0]);
  if (host->address_count > 1) fprintf(file, "<IPV6><![CDATA[%s]]></IPV6>", host->addresses[1]);
  fprintf(file, "<TRACKING_METHOD>DNS</TRACKING_METHOD><DNS><![CDATA[%s]]></DNS>\n<VULN_INFO_LIST>\n", host->names[0]);
  for (int finding = 0; finding < host->port_count * 3; finding++) {
    const floor_port *port = &host->ports[finding % host->port_count];
    fprintf(file,
            "<VULN_INFO><QID id=\"qid_%d\">%d</QID><TYPE>Vuln</TYPE><PORT>%d</PORT><SERVICE>%s</SERVICE>"
            "<PROTOCOL>tcp</PROTOCOL>",
            finding, finding, port->port, port->name);
    if (host->name_count > 1) fprintf(file, "<FQDN><![CDATA[%s]]></FQDN>", host->names[1]);
    fputs("<SSL>false</SSL><RESULT><![CDATA[", file);
    write_text(file, seed + (uint64_t)finding, 210);
    fputs("]]></RESULT><VULN_STATUS>Active</VULN_STATUS></VULN_INFO>\n", file);
  }
  fputs("</VULN_INFO_LIST></HOST>\n", file);
}

int64_t floor_write_qualys(const char *path, uint64_t seed, int64_t hosts) {
  FILE *file = open_file(path);
  if (!file) return -1;
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<ASSET_DATA_REPORT><HEADER><COMPANY><![CDATA[bench]]></COMPANY>"
        "<GENERATION_DATETIME>2026-09-21T10:00:00Z</GENERATION_DATETIME></HEADER>\n<HOST_LIST>\n",
        file);
  for (int64_t number = 0; number < hosts; number++) {
    floor_host host;
    floor_make_host(seed, number, &host);
    write_qualys_host(file, floor_mix(seed + (uint64_t)number), &host);
  }
  fputs("</HOST_LIST></ASSET_DATA_REPORT>\n", file);
  return close_file(file);
}

int64_t floor_write_glpi(const char *path, uint64_t seed, int64_t number) {
  FILE *file = open_file(path);
  if (!file) return -1;
  floor_host host;
  floor_make_host(seed, number, &host);
  uint64_t r = floor_mix(seed + (uint64_t)number);
  fprintf(file,
          "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<REQUEST>\n<CONTENT>\n<HARDWARE><NAME>pc%lld</NAME>"
          "<UUID>%08x-0000-4000-8000-%012llx</UUID><OSNAME>Example Linux 12</OSNAME></HARDWARE>\n"
          "<OPERATINGSYSTEM><FQDN>%s</FQDN></OPERATINGSYSTEM>\n",
          (long long)number, (unsigned)(r >> 32), (unsigned long long)number, host.names[0]);
  for (int i = 0; i < host.address_count; i++)
    fprintf(file, "<NETWORKS><DESCRIPTION>eth0</DESCRIPTION><%s>%s</%s><MACADDR>02:00:%02x:%02x:%02x:%02x</MACADDR></NETWORKS>\n",
            i ? "IPADDRESS6" : "IPADDRESS", host.addresses[i], i ? "IPADDRESS6" : "IPADDRESS", (unsigned)(number >> 24 & 255),
            (unsigned)(number >> 16 & 255), (unsigned)(number >> 8 & 255), (unsigned)(number & 255));
  /* Machines have much the same software. */
  for (int i = 0; i < 60; i++)
    fprintf(file,
            "<SOFTWARES><ARCH>amd64</ARCH><COMMENTS>a library of the distribution, as its package describes it in a "
            "line or two of text that nobody reads</COMMENTS><FILESIZE>%d</FILESIZE><FROM>deb</FROM>"
            "<INSTALLDATE>02/03/2026</INSTALLDATE><NAME>package-%d</NAME><VERSION>1.%d-2+deb12u1</VERSION></SOFTWARES>\n",
            i * 977, i * 13 + (int)(r >> i & 3), i);
  fprintf(file, "</CONTENT>\n<DEVICEID>pc%lld-2026-09-21-10-00-00</DEVICEID>\n<QUERY>INVENTORY</QUERY>\n</REQUEST>\n",
          (long long)number);
  return close_file(file);
}
