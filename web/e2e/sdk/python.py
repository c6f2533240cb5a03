"""Sends one message of each kind with the official Python SDK. Usage: python3 python.py ADDRESS KEY gzip|plain"""

import sys

import segment.analytics as analytics

host, key, encoding = sys.argv[1:4]
errors = []
analytics.write_key = key
analytics.host = host
analytics.gzip = encoding == "gzip"
analytics.max_retries = 1
analytics.on_error = lambda error, items: errors.append(repr(error))

user = f"sdk-python-{encoding}"
analytics.identify(user, {"first_name": "Priya", "last_name": "Quellmann", "email": f"{encoding}@sdk.example"})
analytics.track(user, "Order Completed", {"revenue": 19.99, "currency": "USD"})
analytics.page(user, "Shop", "Home")
analytics.screen(user, "Shop", "Basket")
analytics.group(user, "sdk-group")
analytics.alias(f"{user}-before", user)
analytics.flush()
analytics.shutdown()
if errors:
    sys.exit("\n".join(errors))
