from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CivilFuneralDutyShift(models.Model):
    """A shift at a site (班次): who is there on which day."""

    _name = "civil.funeral.duty.shift"
    _description = "Shift of a Duty Plan"
    _order = "date, period, id"

    site_id = fields.Many2one(
        "civil.funeral.duty.site", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    period = fields.Selection(
        [
            ("day", "All Day"),
            ("morning", "Morning"),
            ("afternoon", "Afternoon"),
            ("night", "Night"),
        ],
        required=True,
        default="day",
    )
    user_ids = fields.Many2many("res.users", string="Staff on Duty")
    people = fields.Char(string="Others on Duty", help="Of towns and other bodies.")

    def _line(self):
        """The single shift as a roster shows it: day, part of it, people."""
        periods = dict(self._fields["period"]._description_selection(self.env))
        return f"{self.date}　{periods[self.period]}　{self._names()}"

    def _meets(self, other):
        """Tell whether two shifts of one day take place at the same time."""
        both = {self.period, other.period}
        return len(both) == 1 or ("day" in both and "night" not in both)

    def _names(self):
        """Everybody on duty in the single shift, in one line."""
        return "、".join([*self.user_ids.mapped("name"), *filter(None, [self.people])])

    @api.constrains("date", "site_id")
    def _check_date(self):
        for shift in self:
            duty = shift.site_id.duty_id
            if not duty.date_from <= shift.date <= duty.date_to:
                raise ValidationError(
                    self.env._(
                        "%(site)s: the shift on %(date)s lies outside the days of "
                        "the plan.",
                        site=shift.site_id.name,
                        date=shift.date,
                    )
                )

    @api.constrains("user_ids", "people", "date")
    def _check_somebody(self):
        if empty := self.filtered(lambda shift: not shift._names()):
            raise ValidationError(
                self.env._(
                    "%(site)s, %(date)s: nobody is on duty in the shift.",
                    site=empty[0].site_id.name,
                    date=empty[0].date,
                )
            )

    @api.constrains("user_ids", "date", "period", "site_id")
    def _check_one_place_at_once(self):
        for shift in self:
            others = self.search(
                [
                    ("id", "!=", shift.id),
                    ("date", "=", shift.date),
                    ("user_ids", "in", shift.user_ids.ids),
                ]
            )
            clash = others.filtered(shift._meets)
            if clash:
                raise ValidationError(
                    self.env._(
                        "%(name)s is on duty at %(site)s on %(date)s already.",
                        name=(clash[0].user_ids & shift.user_ids)[0].name,
                        site=clash[0].site_id.name,
                        date=shift.date,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Add shifts, as long as the plan isn't closed."""
        shifts = super().create(vals_list)
        shifts._refuse_if_closed()
        return shifts

    def write(self, vals):
        """Change shifts, as long as the plan isn't closed."""
        self._refuse_if_closed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_of_open(self):
        self._refuse_if_closed()

    def _refuse_if_closed(self):
        if self.site_id.duty_id.filtered(lambda duty: duty.state == "closed"):
            raise UserError(self.env._("A closed duty plan stays as it is."))
