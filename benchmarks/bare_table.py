"""The least that a Textual program with a list is: what first frame and memory are measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Dag", "Vad", "Vem")
        for number in range(200):
            table.add_row(f"{number}", f"Styrelsemöte nummer {number}", "Ordförande")


if __name__ == "__main__":
    Bare().run()
