# cmake -D… -P house_case.cmake: configures and builds the house in WORK, and fails unless it ends at
# the step ENDS_AT (configure, compile or nowhere) with a message that has the text SAYS.
set(step configure)
execute_process(
  COMMAND "${CMAKE_COMMAND}" -S "${HOUSE}" -B "${WORK}" --fresh -G Ninja
    "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DXUNJIAN_LIBRARY=${LIBRARY}"
    "-DCELLAR_LAYER=${CELLAR_LAYER}" "-DATTIC_DEPS=${ATTIC_DEPS}"
    "-DATTIC_INCLUDES=${ATTIC_INCLUDES}"
  RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(code EQUAL 0)
  set(step compile)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${WORK}"
    RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
endif()
if(code EQUAL 0)
  set(step nowhere)
endif()

string(REGEX REPLACE "[ \n]+" " " said "${said}")
string(FIND "${said}" "${SAYS}" found)
if(NOT step STREQUAL ENDS_AT OR found EQUAL -1)
  message(FATAL_ERROR "ended at '${step}', wanted '${ENDS_AT}' with '${SAYS}':\n${said}")
endif()
