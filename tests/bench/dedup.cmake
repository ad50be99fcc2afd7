rawi_bench(dedup
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/dedup.cc ${CMAKE_SOURCE_DIR}/tests/dedup/made_texts.cc
  LINKS rawi::dedup rawi::dep::fmt rawi::dep::json)
