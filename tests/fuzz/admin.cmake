rawi_fuzz(admin_request
  SOURCES ${CMAKE_CURRENT_LIST_DIR}/admin_request.cc
  LINKS rawi::admin
  SEEDS ${CMAKE_CURRENT_LIST_DIR}/seeds/admin_request)
