# schemac_generate(TARGET target SCHEMAS a.schema … [OUT directory] [PACKAGE name])
#
# Compiles schema files to C in the build and adds the result to a target: NAME.c to its sources, NAME.h to its include path,
# and schemac::runtime to its libraries. The files that the schemas import are dependencies too. PACKAGE is the name in the schemas'
# `package` declaration; where it is not given it is read from them. OUT defaults to a folder of the target in the build tree.
#
# A file whose bytes would not change is left alone, so a schema whose comments changed recompiles little: Ninja sees
# that by itself, Makefiles run the program (about a millisecond) again until something changes.
#
# The program is, in this order: the variable SCHEMAC_EXECUTABLE (for cross builds: one that runs on this machine), the target
# schemac::schemac, or `schemac` on the search path.

function(_schemac_program result)
  if(SCHEMAC_EXECUTABLE)
    set(${result} "${SCHEMAC_EXECUTABLE}" PARENT_SCOPE)
  elseif(TARGET schemac::schemac)
    set(${result} schemac::schemac PARENT_SCOPE)
  else()
    find_program(SCHEMAC_EXECUTABLE schemac HINTS "${_SCHEMAC_BINDIR}" NO_CMAKE_FIND_ROOT_PATH)
    if(NOT SCHEMAC_EXECUTABLE)
      message(FATAL_ERROR "schemac_generate: the program schemac was not found. Set SCHEMAC_EXECUTABLE to it.")
    endif()
    set(${result} "${SCHEMAC_EXECUTABLE}" PARENT_SCOPE)
  endif()
endfunction()

# The name after the word `package` in the first file that has one; "schema" is what the program itself falls back to.
function(_schemac_package result)
  set(found schema)
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" lines REGEX "^[ \t]*package[ \t]+[A-Za-z_]")
    if(lines)
      list(GET lines 0 line)
      string(REGEX REPLACE "^[ \t]*package[ \t]+([A-Za-z0-9_]+).*$" "\\1" found "${line}")
      break()
    endif()
  endforeach()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

function(schemac_generate)
  cmake_parse_arguments(ARG "" "TARGET;OUT;PACKAGE" "SCHEMAS" ${ARGN})
  if(NOT ARG_TARGET OR NOT ARG_SCHEMAS OR ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "schemac_generate(TARGET target SCHEMAS file … [OUT directory] [PACKAGE name])")
  endif()
  set(schemas)
  foreach(file IN LISTS ARG_SCHEMAS)
    get_filename_component(file "${file}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
    list(APPEND schemas "${file}")
  endforeach()
  if(NOT ARG_PACKAGE)
    _schemac_package(ARG_PACKAGE ${schemas})
  endif()
  if(NOT ARG_OUT)
    set(ARG_OUT "${CMAKE_CURRENT_BINARY_DIR}/schemac/${ARG_TARGET}")
  endif()
  get_filename_component(out "${ARG_OUT}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  file(MAKE_DIRECTORY "${out}")

  _schemac_program(program)
  set(source "${out}/${ARG_PACKAGE}.c")
  set(header "${out}/${ARG_PACKAGE}.h")
  set(depfile "${out}/${ARG_PACKAGE}.d")
  add_custom_command(
    # The header first, as the dependency file has it: Ninja wants them in one order.
    OUTPUT "${header}" "${source}"
    COMMAND ${program} compile --out "${out}" --depfile "${depfile}" ${schemas}
    DEPENDS ${schemas} ${program}
    DEPFILE "${depfile}"
    COMMENT "Compiling schema ${ARG_PACKAGE}"
    VERBATIM)
  target_sources(${ARG_TARGET} PRIVATE "${source}" "${header}")
  target_include_directories(${ARG_TARGET} PUBLIC "$<BUILD_INTERFACE:${out}>")
  target_link_libraries(${ARG_TARGET} PUBLIC schemac::runtime)
  # Conditions, orders and patches of another model must not compile, and plain C only warns.
  target_compile_options(${ARG_TARGET} PRIVATE
    "$<$<COMPILE_LANG_AND_ID:C,GNU,Clang,AppleClang>:-Werror=incompatible-pointer-types>")
endfunction()
