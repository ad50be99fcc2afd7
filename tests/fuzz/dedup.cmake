foreach(target IN ITEMS fingerprint json_line)
  rawi_fuzz(dedup_${target}
    SOURCES ${CMAKE_CURRENT_LIST_DIR}/dedup_${target}.cc
    LINKS rawi::dedup rawi::dep::json
    SEEDS ${CMAKE_CURRENT_LIST_DIR}/seeds/dedup_${target})
endforeach()
