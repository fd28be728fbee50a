"""What a worker does before its first request."""

import gc

from webapp import gunicorn


def test_a_worker_does_not_search_for_rubbish_in_what_it_has_loaded():
    before = gc.get_threshold()
    try:
        gunicorn.post_worker_init(None)
        assert gc.get_freeze_count() > 1_000
        assert gc.get_threshold()[0] > before[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
