set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

set(RAWI_SANITIZE "" CACHE STRING "Comma-separated -fsanitize= list, for example address,undefined")
option(RAWI_FUZZ "Link fuzz targets with libFuzzer (needs clang)" OFF)
option(RAWI_FAILPOINTS "Compile the named crash points in; test builds only" OFF)
option(RAWI_LTO "Link-time optimisation" OFF)

find_program(RAWI_CCACHE ccache)
if(RAWI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # base_dir makes a hit out of the same source in another checkout or build directory.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${RAWI_CCACHE})
endif()

# An interface target and not global flags: third-party headers and generated files are spared.
# GCC 12 reports std::string concatenation wrongly, by one of three names (GCC bug 105651).
add_library(rawi_flags INTERFACE)
target_compile_options(rawi_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>)
# Build type of the sanitizer and fuzzing presets: half the compile time of -O2 -g, and line numbers all the same.
set(CMAKE_CXX_FLAGS_CHECK "-O1 -g1 -DNDEBUG")
set(CMAKE_C_FLAGS_CHECK "-O1 -g1 -DNDEBUG")
if(RAWI_SANITIZE)
  # Instrumented code hides from the compiler what is initialized and alive; the plain builds keep these warnings.
  target_compile_options(rawi_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<CXX_COMPILER_ID:GNU>:-Wno-dangling-pointer>)
  add_compile_options(-fsanitize=${RAWI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${RAWI_SANITIZE})
endif()
if(RAWI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(RAWI_FAILPOINTS)
  add_compile_definitions(RAWI_FAILPOINTS=1)
endif()
if(RAWI_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()
