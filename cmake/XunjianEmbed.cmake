# xunjian_embed_text(<out-variable> NAMESPACE <ns> NAME <kConstant> FILE <file>)
# Writes a header `<file>.h` below the build tree that holds the file's text as a string_view, and
# returns its path. Runs again when the file changes.
include_guard(GLOBAL)

function(xunjian_embed_text out)
  cmake_parse_arguments(ARG "" "NAMESPACE;NAME;FILE" "" ${ARGN})
  set(source "${CMAKE_CURRENT_SOURCE_DIR}/${ARG_FILE}")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
  file(READ "${source}" XUNJIAN_EMBED_TEXT)
  set(XUNJIAN_EMBED_NAMESPACE "${ARG_NAMESPACE}")
  set(XUNJIAN_EMBED_NAME "${ARG_NAME}")
  set(header "${CMAKE_CURRENT_BINARY_DIR}/${ARG_FILE}.h")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/embed_text.h.in" "${header}" @ONLY)
  set(${out} "${header}" PARENT_SCOPE)
endfunction()
