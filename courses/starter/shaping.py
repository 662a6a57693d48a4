"""Turning a starter lesson's blocks into what the lesson's StreamField holds."""

from dataclasses import dataclass
from typing import Any

from academy.models import Statistic
from academy.starter.markdown import StarterFileError, to_html
from courses.models import Question

Block = tuple[str, Any]


@dataclass(frozen=True)
class Shaper:
    """Shapes blocks, finding questions, statistics and sources by their keys."""

    questions: dict[str, Question]
    statistics: dict[str, Statistic]
    sources: dict[str, dict[str, Any]]

    def stream(self, parts: list[Block]) -> list[Block]:
        """A whole body.

        What would be sent to the server may not stand inside a sensitive activity, where it would show
        which way somebody took; such blocks follow right after it.
        """
        shaped: list[Block] = []
        for kind, value in parts:
            shaped.append((kind, self.shape(kind, value)))
            if kind == "sensitive":
                shaped += [(k, self.shape(k, v)) for k, v in self._sent(value)]
        return shaped

    def shape(self, kind: str, value: Any) -> Any:
        """One block's value."""
        method = getattr(self, f"_{kind}", None)
        if method is None:
            raise StarterFileError(f"There is no block called {kind}.")
        return method(value)

    def _sent(self, value: dict[str, Any]) -> list[Block]:
        inner = [*value["activity"], *value["route"]]
        return [(item["type"], item) for item in inner if item["type"] in ("check", "reflection")]

    def _text(self, value: Any) -> str:
        return to_html(value["text"] if isinstance(value, dict) else value)

    def _key_point(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"title": value.get("title") or "", "text": to_html(value["text"])}

    def _do_dont(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"title": value.get("title") or "", "do": value["do"], "dont": value["dont"]}

    def _reveal(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"summary": value["summary"], "text": to_html(value["text"])}

    def _table(self, value: dict[str, Any]) -> dict[str, Any]:
        table = {
            "columns": [{"type": "text", "heading": str(heading)} for heading in value["head"]],
            "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
            "caption": "",
        }
        return {"caption": value["caption"], "table": table, "note": value.get("note") or ""}

    def _statistic(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"statistic": self.statistics[value["key"]]}

    def _evidence(self, value: dict[str, Any]) -> dict[str, Any]:
        source = self.sources[value["source"]]
        url = f"https://doi.org/{source['doi']}" if source.get("doi") else source.get("url") or ""
        name = ", ".join(str(source[key]) for key in ("title", "publisher", "year") if source.get(key))
        return {
            "title": value["title"],
            "finding": value["finding"],
            "certainty": value.get("certainty") or "",
            "source_name": name,
            "source_url": url,
        }

    def _reflection(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"key": value["key"], "prompt": value["prompt"], "help": value.get("help") or ""}

    def _pause(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"text": to_html(value["text"])}

    def _check(self, value: dict[str, Any]) -> dict[str, Any]:
        return {"title": value["title"], "questions": [self.questions[key] for key in value["questions"]]}

    def _scenario(self, value: dict[str, Any]) -> dict[str, Any]:
        steps = [
            {
                "key": step["key"],
                "text": to_html(step["text"]),
                "choices": [self._choice(choice) for choice in step["choices"]],
            }
            for step in value["steps"]
        ]
        return {"title": value["title"], "setting": to_html(value["setting"]), "steps": steps}

    @staticmethod
    def _choice(choice: dict[str, Any]) -> dict[str, Any]:
        return {
            "text": choice["text"],
            "feedback": to_html(choice["feedback"]),
            "best": bool(choice.get("best")),
            "next": choice.get("next") or "",
        }

    def _sensitive(self, value: dict[str, Any]) -> dict[str, Any]:
        return {name: value[name] for name in ("topic", "form", "minutes")} | {
            side: [
                (item["type"], self.shape(item["type"], item))
                for item in value[side]
                if item["type"] not in ("check", "reflection")
            ]
            for side in ("activity", "route")
        }
