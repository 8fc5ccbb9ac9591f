# xunjian_library(NAME <room> LAYER <n> [HEADERS …] [HEADER_TEMPLATES …] [SOURCES …] [DEPS …]
#                 [EXTERNAL …] [EXTERNAL_PUBLIC …])
#
# A room of the house (ARCHITECTURE.md). Two walls stand around it:
#  * DEPS may name only rooms of a *lower* layer, else the configure step stops. A layer is a whole
#    number of the table in ARCHITECTURE.md; a decimal (0.1) is a step inside that layer.
#  * Sources see the HEADERS of the room itself, of its DEPS and of theirs, and no others: the headers
#    of each room are staged in a directory of their own, so an include across a wall does not compile.
# HEADER_TEMPLATES (name.h.in) become headers with their @VARIABLES@ filled in.
# EXTERNAL links third parties for the room alone, EXTERNAL_PUBLIC for its users too.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/XunjianPrecompile.cmake")

function(_xunjian_check_layers name layer)
  foreach(dep IN LISTS ARGN)
    if(NOT TARGET ${dep})
      message(FATAL_ERROR "room '${name}' depends on '${dep}', which is not a room declared before it")
    endif()
    get_target_property(dep_layer ${dep} XUNJIAN_LAYER)
    if(dep_layer STREQUAL "dep_layer-NOTFOUND")
      message(FATAL_ERROR "room '${name}': '${dep}' is no room; third parties go to EXTERNAL")
    endif()
    if(NOT dep_layer VERSION_LESS layer)
      message(FATAL_ERROR
        "layer rule: room '${name}' (layer ${layer}) may not link '${dep}' (layer ${dep_layer}); "
        "a room links only lower layers, see ARCHITECTURE.md")
    endif()
  endforeach()
endfunction()

function(_xunjian_stage_headers name)
  set(stage "${CMAKE_BINARY_DIR}/rooms/${name}")
  foreach(header IN LISTS ARGN)
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/${header}")
    get_filename_component(folder "${path}" DIRECTORY)
    file(MAKE_DIRECTORY "${stage}/${folder}")
    file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}/${header}" "${stage}/${path}" SYMBOLIC)
  endforeach()
endfunction()

function(_xunjian_stage_templates name)
  foreach(template IN LISTS ARGN)
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/${template}")
    string(REGEX REPLACE "\\.in$" "" path "${path}")
    configure_file(${template} "${CMAKE_BINARY_DIR}/rooms/${name}/${path}" @ONLY)
  endforeach()
endfunction()

function(xunjian_library)
  cmake_parse_arguments(ARG "" "NAME;LAYER" "HEADERS;HEADER_TEMPLATES;SOURCES;DEPS;EXTERNAL;EXTERNAL_PUBLIC" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "xunjian_library(${ARG_NAME}): unknown arguments ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  _xunjian_check_layers(${ARG_NAME} ${ARG_LAYER} ${ARG_DEPS})
  _xunjian_stage_headers(${ARG_NAME} ${ARG_HEADERS})
  _xunjian_stage_templates(${ARG_NAME} ${ARG_HEADER_TEMPLATES})

  set(stage "${CMAKE_BINARY_DIR}/rooms/${ARG_NAME}")
  if(ARG_SOURCES)
    add_library(${ARG_NAME} STATIC ${ARG_SOURCES})
    set(scope PUBLIC)
    target_link_libraries(${ARG_NAME} PRIVATE xunjian::flags ${ARG_EXTERNAL})
    xunjian_precompile(${ARG_NAME} rooms)
  else()
    add_library(${ARG_NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${ARG_NAME} ${scope} "${stage}")
  target_link_libraries(${ARG_NAME} ${scope} ${ARG_DEPS} ${ARG_EXTERNAL_PUBLIC})
  set_target_properties(${ARG_NAME} PROPERTIES XUNJIAN_LAYER ${ARG_LAYER})
endfunction()

# xunjian_program(NAME <program> SOURCES … DEPS … [EXTERNAL …]): a binary of layer 9, wiring only.
function(xunjian_program)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPS;EXTERNAL" ${ARGN})
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE xunjian::flags ${ARG_DEPS} ${ARG_EXTERNAL})
  xunjian_precompile(${ARG_NAME} rooms)
endfunction()

# xunjian_test(NAME <test> SOURCES … DEPS … [EXTERNAL …] [LABELS …]): a Catch2 program, one ctest entry.
function(xunjian_test)
  cmake_parse_arguments(ARG "" "NAME" "SOURCES;DEPS;EXTERNAL;LABELS" ${ARGN})
  add_executable(${ARG_NAME} ${ARG_SOURCES})
  target_link_libraries(${ARG_NAME} PRIVATE
    xunjian::flags ${ARG_DEPS} ${ARG_EXTERNAL} Catch2::Catch2WithMain)
  target_compile_definitions(${ARG_NAME} PRIVATE XUNJIAN_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  # What tests is not what is tested: compiling it without optimisation saves a third of its time.
  target_compile_options(${ARG_NAME} PRIVATE -O0)
  xunjian_precompile(${ARG_NAME} tests)
  set_target_properties(${ARG_NAME} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${ARG_NAME} COMMAND ${ARG_NAME})
  set_tests_properties(${ARG_NAME} PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77 LABELS "${ARG_LABELS}")
endfunction()
