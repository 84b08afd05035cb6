# The lexer and the parser are made in the build tree from grammar/schema.re, grammar/sql.re and grammar/schema.y.
function(schemac_grammar out)
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/grammar")
  set(grammar "${PROJECT_SOURCE_DIR}/grammar")
  file(MAKE_DIRECTORY "${dir}")
  # Lemon names its output after its input and writes beside it, so it works on a copy. -c keeps the action table whole:
  # a default reduction would hide the look-aheads that contextual words and "expected …" need.
  add_custom_command(
    OUTPUT "${dir}/schema.c" "${dir}/schema.h"
    COMMAND "${CMAKE_COMMAND}" -E copy "${grammar}/schema.y" "${dir}/schema.y"
    COMMAND "${LEMON}" -c -q "${dir}/schema.y"
    DEPENDS "${grammar}/schema.y"
    WORKING_DIRECTORY "${dir}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${dir}/lexer.c"
    COMMAND "${RE2C}" -W -Werror -i --utf-8 --no-generation-date -o "${dir}/lexer.c" "${grammar}/schema.re"
    DEPENDS "${grammar}/schema.re" "${grammar}/tokens.def" "${dir}/schema.h"
    VERBATIM)
  add_custom_command(
    OUTPUT "${dir}/sql.c"
    COMMAND "${RE2C}" -W -Werror -i --utf-8 --no-generation-date -o "${dir}/sql.c" "${grammar}/sql.re"
    DEPENDS "${grammar}/sql.re" "${grammar}/tokens.def" "${dir}/schema.h"
    VERBATIM)
  # Generated code is not ours to warn about.
  set_source_files_properties("${dir}/schema.c" "${dir}/lexer.c" "${dir}/sql.c" PROPERTIES COMPILE_OPTIONS "-Wno-error;-w")
  set(${out} "${dir}/schema.c" "${dir}/lexer.c" "${dir}/sql.c" PARENT_SCOPE)
  set(SCHEMAC_GRAMMAR_DIR "${dir}" PARENT_SCOPE)
endfunction()
