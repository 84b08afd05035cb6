/* Names of C identifiers, in one place.
 *
 * A name of the schema becomes a word: snake_case, ASCII letters, digits and underscores only. A character outside of
 * ASCII is written as its code point ("_u0416"), any other character as an underscore. Words are joined to the
 * package's prefix and to each other with underscores, so only what stands alone (a member, a parameter) can be a word
 * that C or C++ keeps for itself; that one gets an underscore behind. All results live in the arena or are the argument
 * itself. */
#ifndef SCHEMAC_EMIT_NAMES_H
#define SCHEMAC_EMIT_NAMES_H

#include "compiler/base/str.h"

/* "UserProfile" gives "user_profile"; a word is its own word. */
str emit_word(arena *a, str name);
/* The member of a structure for a word. */
str emit_member(arena *a, str word);
/* The parameter for a word: beside what a member avoids, the other parameters and variables of generated functions, and
 * the global variables of POSIX that -Wshadow would speak of. */
str emit_parameter(arena *a, str word);
/* In capitals, for a word (which is ASCII). */
str emit_capitals(arena *a, str word);
/* The constant of an enum's member, for the enum's name in capitals and the member's word. A member that is called
 * unknown gets an underscore behind, since SHOP_ROLE_UNKNOWN stands for labels that the program does not know. */
str emit_constant(arena *a, str enum_capitals, str word);
/* The words with an underscore between them. */
str emit_join(arena *a, str left, str right);
/* A keyword, or a macro of the usual headers. */
bool emit_is_reserved(str word);
/* True for the name of a header of C or POSIX: "time" would make the file "time.h". */
bool emit_is_system_header(str word);

#endif
