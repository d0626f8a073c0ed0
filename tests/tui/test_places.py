"""The places of the interface, each one key away from every other."""

import pytest

from tests.tui.conftest import messages
from vcycle.tui.app import VcycleApp
from vcycle.tui.places import PLACES
from vcycle.tui.wheel_screen import WheelScreen


@pytest.mark.parametrize("there", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("here", PLACES, ids=lambda place: place.name)
async def test_every_place_is_a_key_away_and_home_is_beneath(space, here, there):
    """From any place its key leads to any other, and closing that leads home."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for place in (here, there):
            await pilot.press(place.key)
            await pilot.pause()
        assert there.is_at(pilot.app.screen)
        assert len(pilot.app.screen_stack) == 1 + (there is not PLACES[0])
        assert isinstance(pilot.app.screen_stack[0], WheelScreen)


async def test_nothing_written_is_left_by_a_number(space):
    """In a form a number is text or nothing: the form stays."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "n")
        await pilot.pause()
        form = pilot.app.screen
        await pilot.press("1")
        assert pilot.app.screen is form
        pilot.app.action_place("1")
        await pilot.pause()
        assert pilot.app.screen is form
        assert "Gå tillbaka härifrån först" in messages(pilot)[-1]
