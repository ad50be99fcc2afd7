rawi_bench(discover SOURCES discover.cc LINKS rawi::discover)
