from odoo import api, fields, models

from ..models.civil_social_org_judge import COUNTED, FAULTS


class CivilSocialFindings(models.TransientModel):
    """What the register shows as of a day (按日期查看问题清单): lists and numbers."""

    _name = "civil.social.findings"
    _description = "Findings as of a Day"

    as_of = fields.Date(default=fields.Date.context_today, required=True)
    line_ids = fields.One2many("civil.social.findings.line", "findings_id")

    def action_show(self):
        """Judge every organization that one sees as of the day, and show the lists."""
        self.ensure_one()
        orgs = self.env["civil.social.org"]
        orgs.check_access("read")
        lists, sample, count = orgs._figures_as_of(self.as_of)
        # The names of the lists are those of the files'.
        kinds = self.env.ref("civil_social_org.import_kind_organizations").sudo()
        self.line_ids = [fields.Command.clear()] + [
            fields.Command.create(
                {
                    "kind_id": kind.id,
                    "count": sample
                    if kind.code not in (*FAULTS, *COUNTED)
                    else len(lists[kind.code]),
                    "org_ids": lists.get(kind.code, []),
                }
            )
            for kind in kinds.finding_kind_ids
        ]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Findings as of %(date)s (%(count)s organizations)",
                date=self.as_of,
                count=count,
            ),
            "res_model": "civil.social.findings.line",
            "views": [(False, "list")],
            "domain": [("findings_id", "=", self.id)],
            "target": "current",
        }

    @api.model
    def action_show_today(self):
        """Show the lists as of today."""
        return self.create({}).action_show()
