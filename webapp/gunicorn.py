"""Settings for gunicorn: `gunicorn -c python:webapp.gunicorn 'webapp:create_app()'`.

What its command line says wins over them.
"""

import logging

from webapp.logs import QuietLogger

logging.raiseExceptions = False  # a full disk would else print whatever was in hand

worker_class = "gthread"
threads = 8  # of each worker: while PDFs are made (webapp.export.typesetting), others answer pages

logger_class = QuietLogger
accesslog = "-"
access_log_format = "%(t)s %(m)s %(route)s %(s)s %(M)s ms"
forwarded_allow_ips = ""  # the word of a proxy counts by PROXIES alone
control_socket_disable = True  # nothing to steer it by, and no file of it

# Wider than those of deploy/nginx.conf: what is too long is refused there, with a page that helps.
limit_request_line = 8190  # bytes
limit_request_field_size = 16380
