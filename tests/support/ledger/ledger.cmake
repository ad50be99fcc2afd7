# include()d by rooms that drive code with the ledger in memory: link rawi_test_ledger.
if(NOT TARGET rawi_test_ledger)
  add_library(rawi_test_ledger STATIC ${CMAKE_SOURCE_DIR}/tests/support/ledger/memory_ledger.cc)
  target_include_directories(rawi_test_ledger PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(rawi_test_ledger PUBLIC rawi::ledger PRIVATE rawi_flags)
endif()
