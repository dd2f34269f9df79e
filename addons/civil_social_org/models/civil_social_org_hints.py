from odoo import api, fields, models


class CivilSocialOrgHints(models.AbstractModel):
    """What is unusual about an organization's record, though not refused.

    Sources: 《社会团体登记管理条例》第十条 on members, 《中国共产党章程》第三十条 on
    Party branches.
    """

    _name = "civil.social.org.hints"
    _description = "Hints on a Social Organization"

    hints = fields.Text(string="To Check Here", compute="_compute_hints")

    @api.depends("party_form", "party_members", "unit_members", "individual_members")
    @api.depends("term_start", "term_end", "kind_id", "dues_ids.problems")
    @api.depends_context("lang")
    def _compute_hints(self):
        for org in self:
            org.hints = "\n".join(org._hints()) or False

    def _hints(self):
        parameters = self.env["civil.parameter"]
        today = fields.Date.context_today(self)
        if warning := self._party_warning(today):
            yield warning
        if self.kind_id.has_members and (self.unit_members or self.individual_members):
            yield from self._member_hints(parameters, today)
        if self.kind_id.officer_rules and self.term_start and self.term_end:
            years = parameters._get("social.term_years", self.term_start)
            if self.term_end > fields.Date.add(self.term_start, years=years):
                yield self.env._(
                    "The term is longer than %(years)s years.", years=years
                )
        if self.branch_ids and not self.kind_id.has_branches:
            yield self.env._("It has branches, though its kind may not.")

    def _member_hints(self, parameters, today):
        persons, units = self.individual_members, self.unit_members
        least = {
            name: parameters._get(f"social.members_{name}", today)
            for name in ("persons", "units", "total")
        }
        if persons and units:
            few = persons + units < least["total"]
        else:
            few = persons < least["persons"] if persons else units < least["units"]
        if few:
            yield self.env._(
                "It has %(persons)s persons and %(units)s units as members; the law "
                "asks for %(least)s persons, %(fewest)s units, or %(total)s of both.",
                persons=persons,
                units=units,
                least=least["persons"],
                fewest=least["units"],
                total=least["total"],
            )
