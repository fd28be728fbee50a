"""Settings for gunicorn: `gunicorn -c python:webapp.gunicorn 'webapp:create_app()'`.

What its command line says wins over them.
"""

import gc
import logging
from typing import Any

from webapp.logs import QuietLogger

logging.raiseExceptions = False  # a full disk would else print whatever was in hand

OBJECTS_BEFORE_A_SEARCH = 10_000  # Python's own 700 are reached several times a page

logger_class = QuietLogger
accesslog = "-"
access_log_format = "%(t)s %(m)s %(route)s %(s)s %(B)s bytes %(M)s ms"
forwarded_allow_ips = ""  # the word of a proxy counts by PROXIES alone
control_socket_disable = True  # nothing to steer it by, and no file of it


def post_worker_init(worker: Any) -> None:
    """What is loaded by now stays: it need not be searched for rubbish again and again."""
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH)
