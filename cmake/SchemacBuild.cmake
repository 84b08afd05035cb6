# How every target of this tree is built: the language, the warnings, the sanitizers. Nothing global.
add_library(schemac_strict INTERFACE)
target_compile_features(schemac_strict INTERFACE c_std_11)
target_compile_options(schemac_strict INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(SCHEMAC_SANITIZE)
  target_compile_options(schemac_strict INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                  -fno-omit-frame-pointer)
  target_link_options(schemac_strict INTERFACE -fsanitize=address,undefined)
endif()
target_compile_definitions(schemac_strict INTERFACE _POSIX_C_SOURCE=200809L)

# schemac_room(NAME [DEPENDS room…] [LIBRARIES lib…] [SOURCES generated files…]): the static library of a room of
# the compiler, made from every .c in compiler/NAME. A room sees the tree's root and so names its neighbours in full.
function(schemac_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LIBRARIES;SOURCES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c")
  if(NOT sources AND NOT ROOM_SOURCES)
    add_library(schemac_${name} INTERFACE)
    set(scope INTERFACE)
  else()
    add_library(schemac_${name} STATIC ${sources} ${ROOM_SOURCES})
    target_include_directories(schemac_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(schemac_${name} PRIVATE schemac_strict)
    set(scope PUBLIC)
  endif()
  list(TRANSFORM ROOM_DEPENDS PREPEND schemac_)
  target_link_libraries(schemac_${name} ${scope} ${ROOM_DEPENDS} ${ROOM_LIBRARIES})
endfunction()
