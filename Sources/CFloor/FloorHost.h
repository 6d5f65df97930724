// One invented host, from which its XML and its rows are both made.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { floor_max_ports = 5 };

typedef struct {
  int port, open, product; /* product: row of floor_products, -1 for none */
  const char *name;
} floor_port;

typedef struct {
  const char *name, *version, *cpe;
} floor_product;

typedef struct {
  char names[2][80];
  int name_count;
  char addresses[2][48];
  int address_count;
  floor_port ports[floor_max_ports];
  int port_count;
  int64_t end; /* seconds */
} floor_host;

extern const floor_product floor_products[];

/// The host of a number; every number has names and addresses of its own.
void floor_make_host(uint64_t seed, int64_t number, floor_host *host);

/// A number that looks random.
uint64_t floor_mix(uint64_t value);

/// Writes a name that no host has.
void floor_foreign_name(uint64_t seed, int64_t number, char *name, size_t capacity);
