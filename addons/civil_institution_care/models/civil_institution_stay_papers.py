from odoo import models

#: Papers of a stay by the end of their kind's code.
PAPERS = ("valuables", "handover", "leave", "restraint", "drugs")


class CivilInstitutionStayPapers(models.Model):
    """Papers printed for a stay."""

    _inherit = "civil.institution.stay"

    def action_print(self, kind=None):
        """Issue a paper of the stay as PDF, and open it.

        :param str kind: ``valuables`` 贵重物品清单, ``handover`` 物品移交单, ``leave``
            请假单, ``restraint`` 约束知情同意书 or ``drugs`` 药品代管协议
        """
        self.ensure_one()
        kind = kind or self.env.context.get("paper")
        unknown = kind not in PAPERS
        self._refuse_reasons({self: unknown and self.env._("choose the kind of paper")})
        reason = False
        if kind in ("valuables", "handover") and not self.belonging_ids:
            reason = self.env._("no belongings are on record")
        if kind == "leave" and not self.absence_ids:
            reason = self.env._("no leave is on record")
        self._refuse_reasons({self: reason})
        self.check_access("write")
        paper = self._issue_document(f"institution.{kind}", key=self._paper_key(kind))
        return self._open_paper(paper)

    def _paper_key(self, kind):
        """What tells papers of a kind apart: another content is another paper."""
        if kind == "leave":
            return str(self.absence_ids.sorted("date_from")[-1:].id)
        if kind in ("valuables", "handover"):
            things = self.belonging_ids.sorted("id")
            return ",".join(
                f"{t.id}:{t.quantity}:{t.returned_on or ''}" for t in things
            )
        return ""

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "person": self.person_name,
            "addressee": False,
            "organ": self.sudo().institution_id.name,
        }
