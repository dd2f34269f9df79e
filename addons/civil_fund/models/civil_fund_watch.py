from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.choices import WATCH


class CivilFundWatch(models.AbstractModel):
    """Something that has to be done by a day, and says how near that day is.

    The model that inherits this names the day's field, the states in which the
    matter is still open and the parameter that holds how many days before the day a
    matter counts as nearly late.
    """

    _name = "civil.fund.watch"
    _description = "Matter With a Deadline"

    _watch_date = "deadline"
    _watch_states = ()
    _watch_parameter = "fund.warning_days"

    watch = fields.Selection(
        WATCH,
        string="Deadline Watch",
        compute="_compute_watch",
        search="_search_watch",
        help="Empty once the matter is done.",
    )

    @api.depends("state")
    @api.depends_context("tz")
    def _compute_watch(self):
        today, near = self._watch_days()
        for record in self:
            day = record[self._watch_date]
            if record.state not in self._watch_states or not day:
                record.watch = False
            else:
                late, soon = day < today, day <= near
                record.watch = "late" if late else "near" if soon else "on_time"

    @api.model
    def _search_watch(self, operator, value):
        if operator != "in":
            return NotImplemented
        today, near = self._watch_days()
        name = self._watch_date
        is_open = Domain("state", "in", self._watch_states) & Domain(name, "!=", False)
        choices = {
            "late": is_open & Domain(name, "<", today),
            "near": is_open & Domain(name, ">=", today) & Domain(name, "<=", near),
            "on_time": is_open & Domain(name, ">", near),
            False: ~is_open,
        }
        return Domain.OR(choices[choice] for choice in value if choice in choices)

    @api.model
    def _watch_days(self):
        """Today, and the last day that counts as near."""
        today = fields.Date.context_today(self)
        days = self.env["civil.parameter"]._get(self._watch_parameter, today)
        return today, fields.Date.add(today, days=days)

    def _watch_user(self):
        """Who is reminded of the single matter."""
        return self.sudo().create_uid

    @api.model
    def _cron_remind(self):
        """Remind those responsible of what is late or nearly so, once each."""
        kind = self.env.ref("mail.mail_activity_data_todo")
        for record in self.search([("watch", "in", ("near", "late"))]):
            user = record._watch_user()
            if record.activity_ids.filtered(lambda a, k=kind: a.activity_type_id == k):
                continue
            record.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=record[self._watch_date],
                summary=record.with_context(lang=user.lang)._watch_summary(),
                user_id=user.id,
            )

    def _watch_summary(self):
        """What has to be done with the single matter."""
        return self.display_name
