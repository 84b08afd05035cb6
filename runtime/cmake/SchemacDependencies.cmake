# The client libraries of the drivers as imported targets, schemac::libpq and schemac::sqlite3. Used by the build and, for the
# static library, by whoever finds the installed package. Plain searches, so that cross builds need nothing but a sysroot.
function(schemac_find_client name header library)
  string(TOUPPER "${name}" upper)
  if(TARGET schemac::${name})
    return()
  endif()
  find_path(SCHEMAC_${upper}_INCLUDE_DIR ${header} PATH_SUFFIXES postgresql pgsql)
  find_library(SCHEMAC_${upper}_LIBRARY ${library})
  mark_as_advanced(SCHEMAC_${upper}_INCLUDE_DIR SCHEMAC_${upper}_LIBRARY)
  if(NOT SCHEMAC_${upper}_INCLUDE_DIR OR NOT SCHEMAC_${upper}_LIBRARY)
    message(FATAL_ERROR "schemac: ${header} or lib${library} was not found. Install it, or name it with "
                        "SCHEMAC_${upper}_INCLUDE_DIR and SCHEMAC_${upper}_LIBRARY.")
  endif()
  add_library(schemac::${name} UNKNOWN IMPORTED)
  set_target_properties(schemac::${name} PROPERTIES
    IMPORTED_LOCATION "${SCHEMAC_${upper}_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${SCHEMAC_${upper}_INCLUDE_DIR}")
endfunction()
