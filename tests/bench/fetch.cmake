rawi_bench(fetch SOURCES fetch.cc LINKS rawi::fetch Threads::Threads)
