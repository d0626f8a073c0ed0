"""The only door to Textual for plugins: what a screen of their own is made of.

Import it in the module that a `ScreenType` names, and nowhere else: it takes 200 ms, which only those who open the
screen should wait for. Everything here but `PluginScreen`, `Dialog` and `KeyLine` is Textual's or Rich's own.
"""

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Grid, Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Checkbox, DataTable, Input, Label, OptionList, Select, Static, TextArea
from textual.widgets.option_list import Option

from vcycle.tui.dialog import Dialog
from vcycle.tui.plugin_screen import PluginScreen
from vcycle.tui.widgets.key_line import KeyLine

__all__ = [
    "Binding",
    "BindingType",
    "Button",
    "Checkbox",
    "ComposeResult",
    "Container",
    "DataTable",
    "Dialog",
    "Grid",
    "Horizontal",
    "Input",
    "KeyLine",
    "Label",
    "Message",
    "ModalScreen",
    "Option",
    "OptionList",
    "PluginScreen",
    "Screen",
    "Select",
    "Static",
    "Text",
    "TextArea",
    "Vertical",
    "VerticalScroll",
    "Widget",
    "events",
    "on",
    "reactive",
]
