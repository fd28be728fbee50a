"""What `make bench` runs.

sheet.py    how long `build_sheet` and the PDF take
load.py     CPU of a journey, rising load, more workers and copies, a flood of PDFs, memory;
            now and before
pages.py    bytes, requests and Lighthouse of each page, beside the same form in two rivals
report.py   writes results.md from what these measured
server.py, visit.py, people.py, hello.py, results.py   what they share
rivals/     the same form in SurveyJS and LHC-Forms

Each part runs alone, too: `python -m benchmarks.load --quick`, then `python -m benchmarks.report`.
"""
