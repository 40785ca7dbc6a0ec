"""A demonstration that is made where there was none: what is drawn by chance, by a seed and by none."""

from io import StringIO

import pytest

from citesmetiers import demonstration
from citesmetiers.demonstration.accounts import ACCOUNTS, LOCAL_PASSWORD
from citesmetiers.demonstration.document import seed_of
from network.models import NetworkImport, User
from services.models import Permanence
from tests.portal.demonstration_runs import run


@pytest.mark.django_db
def test_a_seed_stays_until_another_one_is_given():
    run("--seed", "7")
    rhythm = list(
        Permanence.objects.order_by("place__slug", "weekday", "time").values_list("weekday", "time")
    )
    assert run() == "The demonstration is up to date; nothing changed.\n"
    assert seed_of(NetworkImport.objects.get(demo=True).note) == 7
    run("--seed", "1")
    assert rhythm != list(
        Permanence.objects.order_by("place__slug", "weekday", "time").values_list("weekday", "time")
    )
    run("--seed", "7")
    assert rhythm == list(
        Permanence.objects.order_by("place__slug", "weekday", "time").values_list("weekday", "time")
    )


@pytest.mark.django_db
def test_accounts_get_passwords_drawn_by_chance_elsewhere(settings):
    settings.IS_LOCAL = False
    said = run()
    passwords = {line.split()[0]: line.split()[4] for line in said.splitlines() if "signs in with" in line}
    assert len(set(passwords.values())) == len(ACCOUNTS)
    for email, password in passwords.items():
        assert len(password) >= 20
        assert User.objects.get(email=email).check_password(password)
    output = StringIO()
    demonstration.print_accounts(output)
    assert not any(password in output.getvalue() for password in [*passwords.values(), LOCAL_PASSWORD])
    assert "signs in with" not in run()
    assert run("--new-passwords").count("signs in with") == len(ACCOUNTS)
    assert not User.objects.get(email=ACCOUNTS[0].email).check_password(passwords[ACCOUNTS[0].email])
