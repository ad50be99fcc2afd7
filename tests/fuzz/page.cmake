rawi_fuzz(page_document
  SOURCES ${CMAKE_SOURCE_DIR}/tests/fuzz/page_document.cc ${CMAKE_SOURCE_DIR}/tests/page/trees.cc
  LINKS rawi::page SEEDS ${CMAKE_SOURCE_DIR}/tests/fuzz/seeds/page_document)
rawi_fuzz(page_charset
  SOURCES ${CMAKE_SOURCE_DIR}/tests/fuzz/page_charset.cc
  LINKS rawi::page SEEDS ${CMAKE_SOURCE_DIR}/tests/fuzz/seeds/page_charset)
rawi_fuzz(page_selector
  SOURCES ${CMAKE_SOURCE_DIR}/tests/fuzz/page_selector.cc
  LINKS rawi::page SEEDS ${CMAKE_SOURCE_DIR}/tests/fuzz/seeds/page_selector)
