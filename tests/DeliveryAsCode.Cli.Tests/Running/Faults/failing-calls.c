/* Preloaded into the program: counts its calls on files below one folder, and its process starts, and fails one of them.
 *
 * FAULT_FOLDER  only paths below it count
 * FAULT_REPORT  every counted call is written there as "number name path", the failed one with " FAILED errno"
 * FAULT_AT      the number of the call that fails; 0: none
 *
 * Only the program itself is watched, not git or the steps that it starts. The count is shared with a forked child, so
 * that an execve is counted too.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long *state; /* the count, and the file whose next write fails as well; null where nothing is watched */
static const char *folder;
static int report = -1;
static long fail_at;

static void *(*real_dlsym)(void *, const char *);

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("FAULT_AT"), *file = getenv("FAULT_REPORT");
    real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    if (!real_dlsym)
        real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    if (!real_dlsym)
        real_dlsym = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
    folder = getenv("FAULT_FOLDER");
    if (!at || !file || !folder || strcmp(program_invocation_short_name, "dotnet") != 0)
        return;
    fail_at = atol(at);
    report = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    state = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    atomic_store(&state[1], -1);
}

static int is_below(const char *path)
{
    size_t length = strlen(folder);
    return path && strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/* The errno to fail with, or 0. */
static int fault(const char *name, const char *path, int is_start)
{
    static const int of_files[] = {ENOSPC, EACCES, EIO}, of_starts[] = {EAGAIN, ENOMEM, EACCES};
    char line[4400];
    if (!state || (!is_start && !is_below(path)))
        return 0;

    long number = atomic_fetch_add(&state[0], 1) + 1;
    int error = number == fail_at ? (is_start ? of_starts : of_files)[number % 3] : 0;
    int length = snprintf(line, sizeof line, error ? "%ld %s %s FAILED %d\n" : "%ld %s %s\n", number, name, path ? path : "-", error);
    syscall(SYS_write, report, line, length);
    return error;
}

static int fault_of_file(const char *name, int file)
{
    char link[64], path[4096];
    if (!state || file < 0)
        return 0;
    if (atomic_load(&state[1]) == file && strstr(name, "write")) {
        atomic_store(&state[1], -1);
        return ENOSPC;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return fault(name, path, 0);
}

#define FAIL_IF(expression, result)                                                                                            \
    do {                                                                                                                       \
        int error_ = (expression);                                                                                             \
        if (error_) {                                                                                                          \
            errno = error_;                                                                                                    \
            return result;                                                                                                     \
        }                                                                                                                      \
    } while (0)

#define OPEN(name)                                                                                                             \
    int name(const char *path, int flags, ...)                                                                                 \
    {                                                                                                                          \
        va_list rest;                                                                                                          \
        va_start(rest, flags);                                                                                                 \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                                                \
        va_end(rest);                                                                                                          \
        FAIL_IF(fault(flags & O_CREAT ? "create" : flags & (O_WRONLY | O_RDWR) ? "open-to-write" : "open", path, 0), -1);        \
        return syscall(SYS_openat, AT_FDCWD, path, flags, mode);                                                               \
    }
OPEN(open)
OPEN(open64)

/* A full disk takes half of it. */
static ssize_t write_half(int file, const void *data, size_t count, off_t at, int error)
{
    if (error != ENOSPC || count < 2) {
        errno = error;
        return -1;
    }
    atomic_store(&state[1], file);
    return at < 0 ? syscall(SYS_write, file, data, count / 2) : syscall(SYS_pwrite64, file, data, count / 2, at);
}

ssize_t write(int file, const void *data, size_t count)
{
    int error = fault_of_file("write", file);
    return error ? write_half(file, data, count, -1, error) : syscall(SYS_write, file, data, count);
}

ssize_t pwrite64(int file, const void *data, size_t count, off64_t at)
{
    int error = fault_of_file("pwrite", file);
    return error ? write_half(file, data, count, at, error) : syscall(SYS_pwrite64, file, data, count, at);
}

ssize_t read(int file, void *data, size_t count)
{
    FAIL_IF(fault_of_file("read", file), -1);
    return syscall(SYS_read, file, data, count);
}

ssize_t pread64(int file, void *data, size_t count, off64_t at)
{
    FAIL_IF(fault_of_file("pread", file), -1);
    return syscall(SYS_pread64, file, data, count, at);
}

int fsync(int file)
{
    FAIL_IF(fault_of_file("fsync", file), -1);
    return syscall(SYS_fsync, file);
}

int ftruncate64(int file, off64_t length)
{
    FAIL_IF(fault_of_file("ftruncate", file), -1);
    return syscall(SYS_ftruncate, file, length);
}

int rename(const char *from, const char *to)
{
    FAIL_IF(fault("rename", to, 0), -1);
    return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int link(const char *from, const char *to)
{
    FAIL_IF(fault("link", to, 0), -1);
    return syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
    FAIL_IF(fault("unlink", path, 0), -1);
    return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    FAIL_IF(fault("rmdir", path, 0), -1);
    return syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdir(const char *path, mode_t mode)
{
    FAIL_IF(fault("mkdir", path, 0), -1);
    return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

char *mkdtemp(char *path)
{
    FAIL_IF(fault("mkdtemp", path, 0), NULL);
    return ((char *(*)(char *))real_dlsym(RTLD_NEXT, "mkdtemp"))(path);
}

DIR *opendir(const char *path)
{
    FAIL_IF(fault("opendir", path, 0), NULL);
    return ((DIR * (*)(const char *)) real_dlsym(RTLD_NEXT, "opendir"))(path);
}

/* A wrapper of vfork would return twice into a frame that is gone; fork does the same for the program. */
pid_t vfork(void)
{
    FAIL_IF(fault("fork", NULL, 1), -1);
    return ((pid_t(*)(void))real_dlsym(RTLD_NEXT, "fork"))();
}

int execve(const char *path, char *const arguments[], char *const variables[])
{
    FAIL_IF(fault("execve", path, 1), -1);
    return syscall(SYS_execve, path, arguments, variables);
}

/* .NET looks up what a program imports from libc by itself, past the preloaded library. */
void *dlsym(void *handle, const char *name)
{
    if (state && handle != RTLD_NEXT && strcmp(name, "open") == 0)
        return (void *)open;
    if (state && handle != RTLD_NEXT && strcmp(name, "fsync") == 0)
        return (void *)fsync;
    return real_dlsym(handle, name);
}
