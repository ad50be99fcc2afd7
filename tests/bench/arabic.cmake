rawi_bench(arabic
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/arabic.cc ${CMAKE_SOURCE_DIR}/tests/dedup/made_texts.cc
  LINKS rawi::arabic rawi::dedup rawi::dep::fmt)
