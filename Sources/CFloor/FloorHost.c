/* Invented hosts with the habits of real scans: one or two names, one or two addresses, three to five ports. */
#include "FloorHost.h"

const floor_product floor_products[] = {
  {"nginx", "1.24.0", "cpe:/a:igor_sysoev:nginx:1.24.0"},
  {"Apache httpd", "2.4.57", "cpe:/a:apache:http_server:2.4.57"},
  {"OpenSSH", "9.2p1 Debian 2+deb12u2", "cpe:/a:openbsd:openssh:9.2p1"},
  {"Microsoft IIS httpd", "10.0", "cpe:/a:microsoft:internet_information_services:10.0"},
  {"Postfix smtpd", "", "cpe:/a:postfix:postfix"},
  {"ISC BIND", "9.18.24-1-Debian", "cpe:/a:isc:bind:9.18.24"},
  {"PostgreSQL DB", "15.0 - 15.5", "cpe:/a:postgresql:postgresql"},
  {"Dovecot imapd", "", "cpe:/a:dovecot:dovecot"},
};

static const struct {
  int port;
  const char *name;
  int product; /* -2: one of the web servers */
} services[] = {
  {443, "http", -2}, {80, "http", -2}, {22, "ssh", 2}, {25, "smtp", 4}, {53, "domain", 5},
  {993, "imap", 7}, {8443, "http", -2}, {5432, "postgresql", 6}, {587, "smtp", 4}, {3389, "ms-wbt-server", -1},
};

static const char *const syllables[] = {
  "ka", "ro", "vy", "sta", "mi", "lo", "ne", "dri", "bor", "ze", "pa", "ti", "hul", "sche", "ra", "yu",
  "ve", "no", "kra", "du", "les", "myr", "tov", "ske", "bla", "ho", "sun", "per", "chi", "fa", "gor", "ky"};

static const char *const roles[] = {"www", "mail", "portal", "api", "vpn", "gis", "cabinet", "e-services",
                                    "docs", "srv-12", "ns1", "archive", "registry", "sso", "files", "test.portal"};

uint64_t floor_mix(uint64_t value) { /* splitmix64 */
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/* Eight bits choose a syllable; the number in base 32 makes each word its number's own. */
static int word(char *out, size_t capacity, int64_t number, int length) {
  int written = 0;
  for (int i = 0; i < length; i++, number >>= 5)
    written += snprintf(out + written, capacity - (size_t)written, "%s", syllables[number & 31]);
  return written;
}

void floor_make_host(uint64_t seed, int64_t number, floor_host *host) {
  uint64_t r = floor_mix(seed ^ (uint64_t)number * 0x2545f4914f6cdd1du);
  /* Ten hosts or so share a domain. */
  char domain[48];
  int written = word(domain, sizeof domain, number / 10, 4);
  snprintf(domain + written, sizeof domain - (size_t)written, ".gov.example");
  snprintf(host->names[0], sizeof host->names[0], "%s%d.%s", roles[r & 15], (int)(number % 10), domain);
  snprintf(host->names[1], sizeof host->names[1], "host-%d-%d.net.%s", (int)(number % 10), (int)(r >> 8 & 255), domain);
  host->name_count = 1 + (int)(r >> 16 & 1);
  /* 20.0.0.0 on, where no special block lies. */
  uint32_t v4 = 0x14000000u + (uint32_t)number * 7u;
  snprintf(host->addresses[0], sizeof host->addresses[0], "%u.%u.%u.%u", v4 >> 24, v4 >> 16 & 255, v4 >> 8 & 255, v4 & 255);
  snprintf(host->addresses[1], sizeof host->addresses[1], "2a0e:%x:%x::%x", (unsigned)(number >> 16 & 0xffff) + 1,
           (unsigned)(number & 0xffff) + 1, (unsigned)(r >> 24 & 0xfff) + 1);
  host->address_count = 1 + (int)(r >> 17 & 1);
  host->port_count = 3 + (int)(r >> 18 & 3) % 3;
  int first = (int)(r >> 20 & 7);
  for (int i = 0; i < host->port_count; i++) {
    int row = (first + i) % (int)(sizeof services / sizeof *services);
    int open = (r >> (40 + i) & 7) != 0;
    static const int web[] = {0, 1, 3, 0};
    int product = services[row].product == -2 ? web[r >> 30 & 3] : services[row].product;
    /* A scan tells the product of about two ports in three. */
    if (!open || (r >> (45 + 2 * i) & 3) == 0) product = -1;
    host->ports[i] = (floor_port){services[row].port, open, product, services[row].name};
  }
  host->end = 1780000000 + number / 20;
}

void floor_foreign_name(uint64_t seed, int64_t number, char *name, size_t capacity) {
  uint64_t r = floor_mix(seed ^ 0xf0f0 ^ (uint64_t)number);
  int written = snprintf(name, capacity, "%s.", roles[r & 15]);
  written += word(name + written, capacity - (size_t)written, (int64_t)(r >> 8), 3 + (int)(r >> 4 & 3));
  static const char *const ends[] = {".example", ".com.example", ".org.example", ".city.example"};
  snprintf(name + written, capacity - (size_t)written, "%s", ends[r >> 6 & 3]);
}
