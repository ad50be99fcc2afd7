# include()d by rooms whose tests need the real broker:
#   rawi_needs_kafka(TEST)   one broker for the whole ctest run, started before the first such test, stopped after the last
# Link rawi_test_kafka for tests/support/kafka/broker.h.
if(NOT TARGET rawi_test_kafka)
  add_library(rawi_test_kafka STATIC ${CMAKE_SOURCE_DIR}/tests/support/kafka/broker.cc)
  target_include_directories(rawi_test_kafka PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(rawi_test_kafka PUBLIC rawi::base PRIVATE rawi_flags rawi::dep::fmt)
  target_compile_definitions(rawi_test_kafka PRIVATE
    RAWI_KAFKA_SCRIPT="${CMAKE_SOURCE_DIR}/tests/support/kafka/kafka.sh"
    RAWI_KAFKA_SHARED_DIR="${CMAKE_BINARY_DIR}/kafka")
  add_test(NAME kafka_start COMMAND ${CMAKE_SOURCE_DIR}/tests/support/kafka/kafka.sh start ${CMAKE_BINARY_DIR}/kafka)
  add_test(NAME kafka_stop COMMAND ${CMAKE_SOURCE_DIR}/tests/support/kafka/kafka.sh clean ${CMAKE_BINARY_DIR}/kafka)
  set_tests_properties(kafka_start PROPERTIES FIXTURES_SETUP kafka ENVIRONMENT "RAWI_KAFKA_OWNER=parent" TIMEOUT 300)
  set_tests_properties(kafka_stop PROPERTIES FIXTURES_CLEANUP kafka TIMEOUT 60)
endif()

function(rawi_needs_kafka test)
  set_tests_properties(${test} PROPERTIES FIXTURES_REQUIRED kafka)
endfunction()
