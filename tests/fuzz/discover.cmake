foreach(kind feed sitemap listing)
  rawi_fuzz(discover_${kind} SOURCES discover_${kind}.cc LINKS rawi::discover
            SEEDS ${CMAKE_CURRENT_SOURCE_DIR}/seeds/discover_${kind})
endforeach()
