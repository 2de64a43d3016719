/*
 * Remembers what a disk would surely hold: after every fsync of a file, a copy of it as it is then, in the folder of SHADOW_DIR. A power cut is played by
 * putting those copies in the place of the files, or any mixture of both, page by page: what was not synced may have reached the disk, or not.
 * cc -shared -fPIC -o power-cut.so power-cut.c -ldl; LD_PRELOAD=power-cut.so SHADOW_DIR=… node …
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void remember(int file) {
  const char *folder = getenv("SHADOW_DIR");
  char link[64], path[4096], kept[4352], fresh[4360], buffer[1 << 16];
  struct stat facts;
  if (!folder || fstat(file, &facts) || !S_ISREG(facts.st_mode)) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  if (!name || (strncmp(name, "/kith.db", 8) && strncmp(name, "/keys.db", 8) && strcmp(name, "/deletions.log"))) return;
  /* Read by a way of its own: the file may be open for writing alone. */
  int from = open(link, O_RDONLY | O_CLOEXEC);
  snprintf(kept, sizeof kept, "%s%s", folder, name);
  snprintf(fresh, sizeof fresh, "%s.fresh", kept);
  int to = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (from >= 0 && to >= 0) {
    ssize_t some;
    while ((some = read(from, buffer, sizeof buffer)) > 0) if (write(to, buffer, some) != some) break;
  }
  if (from >= 0) close(from);
  if (to >= 0) { close(to); rename(fresh, kept); }
}

#define WRAPPED(name)                                            \
  int name(int file) {                                           \
    static int (*real)(int);                                     \
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, #name);     \
    int done = real(file), error = errno;                        \
    if (!done) remember(file);                                   \
    errno = error;                                               \
    return done;                                                 \
  }
WRAPPED(fsync)
WRAPPED(fdatasync)
