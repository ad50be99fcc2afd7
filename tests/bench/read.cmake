rawi_bench(read
  SOURCES ${CMAKE_SOURCE_DIR}/tests/bench/read.cc ${CMAKE_SOURCE_DIR}/tests/bench/read_pages.cc
  LINKS rawi::extract rawi::page rawi::outlet rawi::dep::gumbo rawi::dep::fmt)
