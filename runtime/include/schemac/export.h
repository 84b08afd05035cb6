/* What a symbol of the library looks like from outside. Only what is marked SCHEMAC_API can be called from
 * outside of a shared libschemac; a program that links the static library needs no macro. */
#ifndef SCHEMAC_EXPORT_H
#define SCHEMAC_EXPORT_H

#if defined(_WIN32) && defined(SCHEMAC_SHARED)
#ifdef SCHEMAC_BUILDING
#define SCHEMAC_API __declspec(dllexport)
#else
#define SCHEMAC_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define SCHEMAC_API __attribute__((visibility("default")))
#else
#define SCHEMAC_API
#endif

/* Lets the compiler check the arguments of functions that format like printf. */
#if defined(__GNUC__)
#define SCHEMAC_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define SCHEMAC_PRINTF(text, first)
#endif

#endif
