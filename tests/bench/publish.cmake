# Needs a broker: RAWI_KAFKA=host:port, else it starts one by tests/support/kafka.
include(${CMAKE_SOURCE_DIR}/tests/support/kafka/kafka.cmake)
rawi_bench(publish SOURCES publish.cc ${CMAKE_SOURCE_DIR}/tests/publish/support.cc
  LINKS rawi::ledger rawi::publish rawi_test_kafka rawi::dep::fmt)
