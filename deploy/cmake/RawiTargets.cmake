# rawi_library(NAME SOURCES... LINKS... [PRIVATE_LINKS...]): one folder, one static library rawi_NAME.
# A third-party door goes under PRIVATE_LINKS, so that nobody who links the folder can include it.
function(rawi_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(rawi_${name} STATIC ${A_SOURCES})
  target_include_directories(rawi_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(rawi_${name} PUBLIC ${A_LINKS} PRIVATE rawi_flags ${A_PRIVATE_LINKS})
  add_library(rawi::${name} ALIAS rawi_${name})
endfunction()

# rawi_collect(GROUP TARGET): `cmake --build … --target GROUP` builds all of a kind and nothing else.
function(rawi_collect group target)
  if(NOT TARGET ${group})
    add_custom_target(${group})
  endif()
  add_dependencies(${group} ${target})
endfunction()

# One precompiled header for all tests: GoogleTest is the heaviest thing they include.
function(rawi_test_pch)
  find_package(GTest REQUIRED)
  file(WRITE ${CMAKE_BINARY_DIR}/test_pch.cc "")
  add_library(rawi_test_pch STATIC ${CMAKE_BINARY_DIR}/test_pch.cc)
  target_link_libraries(rawi_test_pch PUBLIC GTest::gtest GTest::gmock GTest::gtest_main PRIVATE rawi_flags)
  target_precompile_headers(rawi_test_pch PRIVATE <gmock/gmock.h> <gtest/gtest.h> <string> <vector>)
endfunction()

# rawi_test(NAME SOURCES... LINKS... [LABELS...] [TIMEOUT s] [ARGS...] [SERIAL]): a GoogleTest program, one
# ctest entry. RAWI_SOURCE_DIR is defined for golden files. SERIAL keeps it from sharing the machine.
function(rawi_test name)
  cmake_parse_arguments(A "SERIAL" "TIMEOUT" "SOURCES;LINKS;LABELS;ARGS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE rawi_flags ${A_LINKS} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE RAWI_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_precompile_headers(${name} REUSE_FROM rawi_test_pch)
  add_test(NAME ${name} COMMAND ${name} ${A_ARGS} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  if("threads" IN_LIST A_LABELS)
    rawi_collect(thread_tests ${name})
  endif()
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${A_TIMEOUT} LABELS "${A_LABELS}" RUN_SERIAL "${A_SERIAL}")
endfunction()

# rawi_fuzz(NAME SOURCES... LINKS... SEEDS dir): a libFuzzer target where RAWI_FUZZ is on; in every other
# build the same function is driven over its seeds once by a small main, so that findings stay found.
function(rawi_fuzz name)
  cmake_parse_arguments(A "" "SEEDS" "SOURCES;LINKS" ${ARGN})
  set(sources ${A_SOURCES})
  if(NOT RAWI_FUZZ)
    list(APPEND sources ${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.cc)
  endif()
  add_executable(fuzz_${name} ${sources})
  target_link_libraries(fuzz_${name} PRIVATE rawi_flags ${A_LINKS})
  rawi_collect(fuzz_targets fuzz_${name})
  if(RAWI_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} -max_total_time=20 -timeout=10 -rss_limit_mb=4096
             ${CMAKE_BINARY_DIR}/fuzz_corpus/${name} ${A_SEEDS})
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz_corpus/${name})
  else()
    add_test(NAME fuzz_${name}_seeds COMMAND fuzz_${name} ${A_SEEDS})
  endif()
endfunction()

# rawi_bench(NAME SOURCES... LINKS...): a program that prints figures; built, never run as a test.
function(rawi_bench name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(bench_${name} ${A_SOURCES})
  target_link_libraries(bench_${name} PRIVATE rawi_flags ${A_LINKS})
  rawi_collect(benches bench_${name})
endfunction()
