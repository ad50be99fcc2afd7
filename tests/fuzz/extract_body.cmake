rawi_fuzz(extract_body
  SOURCES ${CMAKE_SOURCE_DIR}/tests/fuzz/extract_body.cc
  LINKS rawi::extract rawi::page SEEDS ${CMAKE_SOURCE_DIR}/tests/fuzz/seeds/extract_body)
