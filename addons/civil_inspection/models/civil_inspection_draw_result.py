import base64
import json

from odoo import models

from ..tools import draw as drawing


class CivilInspectionDraw(models.Model):
    """What follows from a draw: lines, inspections, its repetition, its export."""

    _inherit = "civil.inspection.draw"

    def _population(self):
        self.ensure_one()
        return json.loads(self.population)

    def _objects(self):
        """Return the objects of the population by code."""
        codes = [entry["code"] for entry in self._population()["objects"]]
        # The draw was frozen with them; archived ones are still drawn.
        objects = self.env["civil.inspection.object"].sudo()
        found = objects.with_context(active_test=False).search([("code", "in", codes)])
        return {record.code: record for record in found}

    def _inspectors(self):
        codes = [entry["code"] for entry in self._population()["inspectors"]]
        people = self.env["civil.inspection.inspector"].sudo()
        found = people.with_context(active_test=False).search([("code", "in", codes)])
        return {record.code: record for record in found}

    def _write_lines(self, drawn):
        objects, people = self._objects(), self._inspectors()
        self.env["civil.inspection.draw.line"]._keep(
            [
                {
                    "draw_id": self.id,
                    "position": position,
                    "object_id": objects[entry["code"]].id,
                    "inspector_id": people[code].id,
                }
                for position, entry in enumerate(drawn, 1)
                for code in entry["inspectors"]
            ]
        )

    def _make_inspections(self):
        """Make an inspection of each object drawn."""
        objects, people = self._objects(), self._inspectors()
        campaign = self.campaign_id
        self.env["civil.inspection"].sudo()._make_drawn(
            [
                {
                    "campaign_id": campaign.id,
                    "draw_id": self.id,
                    "kind_id": campaign.kind_id.id,
                    "object_id": objects[entry["code"]].id,
                    "checklist_id": campaign.checklist_id.id,
                    "method": campaign.method,
                    "planned_date": campaign.date_from,
                    "inspector_ids": [people[code].id for code in entry["inspectors"]],
                }
                for entry in json.loads(self.result)
            ]
        )

    # -- repeating it ----------------------------------------------------------------

    def _record(self):
        """Return all that is needed to repeat the single draw."""
        self.ensure_one()
        return {
            "algorithm": self.algorithm,
            "campaign": self.campaign_id.number,
            "draw": self.sequence,
            "reason": self.reason or "",
            "witness": self.witness or "",
            "population": self.population,
            "population_hash": self.population_hash,
            "random": self.random or "",
            "words": self.words or "",
            "seed": self.seed or "",
            "result": self.result or "",
            "result_hash": self.result_hash or "",
        }

    def _differences(self):
        """Return in sentences what differs from the repetition of the draw."""
        self.ensure_one()
        labels = {
            "algorithm": self.env._("The algorithm isn't known here."),
            "population": self.env._("The population isn't the one that was hashed."),
            "seed": self.env._("The seed doesn't follow from what it is made of."),
            "result": self.env._("The seed gives another result."),
        }
        different = [labels[key] for key in drawing.recompute(self._record())]
        kept = [
            {"code": code, "inspectors": sorted(people)}
            for code, people in self._kept_lines().items()
        ]
        told = [
            {**entry, "inspectors": sorted(entry["inspectors"])}
            for entry in json.loads(self.result or "[]")
        ]
        if kept != told:
            different.append(self.env._("The list isn't what the result says."))
        return different

    def _kept_lines(self):
        teams = {}
        for line in self.line_ids.sorted("position"):
            code = line.object_id.sudo().code
            teams.setdefault(code, []).append(line.inspector_id.sudo().code)
        return teams

    def action_recompute(self):
        """Repeat the draws from their records alone, and say whether they agree.

        :return: a message to whoever asked, with ``same`` true or false
        """
        self.check_access("read")
        wrong = {
            draw.display_name: different
            for draw in self.filtered(lambda draw: draw.state == "drawn")
            if (different := draw._differences())
        }
        lines = [f"{name}: {' '.join(told)}" for name, told in wrong.items()]
        same = self.env._("The repetition gives the same objects and inspectors.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Different") if wrong else self.env._("The Same"),
                "message": "\n".join(lines) or same,
                "type": "danger" if wrong else "success",
                "sticky": True,
                "same": not wrong,
            },
        }

    def _compute_export_file(self):
        for draw in self:
            text = json.dumps(
                draw._record(), ensure_ascii=False, indent=1, sort_keys=True
            )
            draw.export_file = base64.b64encode(text.encode())

    def action_export(self):
        """Download the record of the single draw, to be repeated elsewhere."""
        self.ensure_one()
        self.check_access("read")
        name = f"{self.campaign_id.number}-{self.sequence}.json"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/export_file/{name}"
            "?download=true",
            "target": "self",
        }

    def action_open(self):
        """Show the single draw."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
