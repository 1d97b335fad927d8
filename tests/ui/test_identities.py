"""Whose word counts for who is there, and for how long."""

import datetime

import pytest
import streamlit as st

from spbe.store.sign_in import SESSION_LASTS
from spbe.ui.clock import now
from spbe.ui.identities import Identity, find_identity

TOLD = {
    "is_logged_in": True,
    "iss": "https://masuk.contoh.go.id",
    "sub": "77",
    "email": "dewi@contoh.go.id",
    "email_verified": True,
}
KEY = "https://masuk.contoh.go.id|77"


@pytest.fixture
def tell(monkeypatch):
    """Let the provider tell somebody, some time ago."""

    def tell_(age=datetime.timedelta(0), **changed):
        told = {**TOLD, "iat": int((now() - age).timestamp()), **changed}
        monkeypatch.setattr(st, "user", told)

    return tell_


def test_whom_the_provider_names_is_there_with_the_confirmed_address(tell):
    tell()
    assert find_identity() == Identity(KEY, "dewi@contoh.go.id")


@pytest.mark.parametrize("confirmed", [False, None, "true", 1])
def test_an_address_that_is_not_confirmed_is_nobodys(tell, confirmed):
    tell(email_verified=confirmed)
    assert find_identity() == Identity(KEY, None)


@pytest.mark.parametrize(
    ("told", "login"), [(None, "dewi@contoh.go.id"), (False, None), ("", None)]
)
def test_who_sets_up_may_vouch_for_addresses_of_which_nothing_is_said(
    tell, monkeypatch, told, login
):
    monkeypatch.setenv("SPBE_OIDC_TRUST_ADDRESSES", "1")
    tell(email_verified=told)
    assert find_identity() == Identity(KEY, login)


@pytest.mark.parametrize(
    "lack", [{"is_logged_in": False}, {"iss": None}, {"sub": ""}, {"iat": None}, {"iat": "0"}]
)
def test_a_word_that_lacks_a_part_names_nobody(tell, lack):
    tell(**lack)
    assert find_identity() is None


def test_the_providers_word_counts_as_long_as_a_session(tell):
    minute = datetime.timedelta(minutes=1)
    tell(SESSION_LASTS - minute)
    assert find_identity() is not None
    tell(SESSION_LASTS + minute)
    assert find_identity() is None
