# What one does here. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help run stop dev test prove bench check fix guide lock messages
PY := .venv/bin/python

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.locked ## Everything, then the portal at http://localhost:8000 (PORT and SITE_URL change it)
	@exec $(PY) manage.py start

stop: .venv/.locked ## End the portal that `make run` started
	@$(PY) manage.py stop

dev: .venv/.locked ## The same with Django's own server, reloading at every change
	@DEBUG=1 $(PY) manage.py start --dev

test: .venv/.locked ## Every rule, journeys in the browser included
	@scripts/browser.sh
	$(PY) -m pytest -q -n 2 -m "not prove"

prove: .venv/.locked ## The full proofs, longer than the tests
	@scripts/browser.sh
	$(PY) -m pytest -q -n 2 -m prove

bench: .venv/.locked ## Figures of speed beside their goals (SCALE=100k, 1m and import change the size)
	$(PY) -m bench

AS_DEPLOYED := SITE_URL=https://portal.example.org SMTP_URL=smtp://mail.example.org:587 SECRET_KEY=for-this-check-alone-and-never-used-to-sign-anything-at-all
check: .venv/.locked ## Style, types, layers, templates, migrations, deployment, translations
	$(PY) -m ruff check --output-format concise .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	$(PY) -m djlint templates --lint --quiet
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py prepare
	$(AS_DEPLOYED) $(PY) -W error manage.py check --deploy --fail-level WARNING
	$(PY) manage.py messages --check
	@! grep -nE '://' requirements/*.txt

fix: .venv/.locked ## Mend what tools can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

guide: .venv/.locked ## Take the pictures of the guides anew (docs/team/pictures, docs/secretariat/pictures)
	@scripts/browser.sh
	REWRITE_GUIDE=1 $(PY) -m pytest -q -n 0 tests/journeys/test_guide.py

messages: .venv/.locked ## Collect the texts to translate into locale/
	$(PY) manage.py messages

UVC := $(PY) -m uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --no-emit-index-url --no-annotate
lock: .venv/.locked ## Lock the newest versions that pyproject.toml allows
	$(UVC) --upgrade pyproject.toml -o requirements/prod.txt
	$(UVC) --upgrade pyproject.toml --group dev -c requirements/prod.txt -o requirements/dev.txt
	echo 'uv~=0.13.9' | $(UVC) --upgrade - -c requirements/dev.txt -o requirements/uv.txt
	@touch requirements/*.txt && scripts/bootstrap.sh

.venv/.locked: requirements/dev.txt requirements/uv.txt scripts/bootstrap.sh
	@scripts/bootstrap.sh
