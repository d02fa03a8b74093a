"""``python -m queue_server.contract`` prints the AsyncAPI document: ``make contract`` keeps it in ``docs/``."""

import json
import sys

from queue_server.contract.asyncapi import asyncapi_document

json.dump(asyncapi_document(), sys.stdout, indent=1, ensure_ascii=False)
sys.stdout.write("\n")
