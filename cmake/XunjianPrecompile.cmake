# What nearly every file includes, compiled once: reading it is half of a compilation (1.6 s of 3).
# A build without it finds files that forgot an include: the presets for developers do without where
# ccache saves the time.
if(XUNJIAN_CCACHE)
  set(precompile OFF)
else()
  set(precompile ON)
endif()
option(XUNJIAN_PRECOMPILE "Compile common headers once" ${precompile})
if(XUNJIAN_PRECOMPILE)  # as ccache wants it
  target_compile_options(xunjian_flags INTERFACE
    $<IF:$<CXX_COMPILER_ID:GNU>,-fpch-preprocess,SHELL:-Xclang -fno-pch-timestamp>)
endif()

# What is precompiled must be compiled as what includes it: one for the rooms, one for the tests.
function(_xunjian_precompiled name)
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/${name}.cpp" CONTENT "")
  add_library(${name} OBJECT "${CMAKE_BINARY_DIR}/${name}.cpp")
  target_link_libraries(${name} PRIVATE xunjian::flags fmt::fmt)
  target_include_directories(${name} PRIVATE "${CMAKE_BINARY_DIR}/rooms/base")
  target_precompile_headers(${name} PRIVATE
    <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <variant> <vector>
    <fmt/format.h> "${CMAKE_BINARY_DIR}/rooms/base/base/result.h" ${ARGN})
endfunction()

function(xunjian_precompile target kind)
  if(NOT XUNJIAN_PRECOMPILE)
    return()
  endif()
  if(NOT TARGET xunjian_precompiled_${kind})
    if(kind STREQUAL tests)
      _xunjian_precompiled(xunjian_precompiled_tests <catch2/catch.hpp>)
      target_link_libraries(xunjian_precompiled_tests PRIVATE Catch2::Catch2)
      target_compile_options(xunjian_precompiled_tests PRIVATE -O0)
    else()
      _xunjian_precompiled(xunjian_precompiled_${kind})
    endif()
  endif()
  target_precompile_headers(${target} REUSE_FROM xunjian_precompiled_${kind})
endfunction()
