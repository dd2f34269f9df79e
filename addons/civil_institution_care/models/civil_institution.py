from odoo import api, fields, models
from odoo.fields import Domain

_COUNTS = {
    "able": "residents_able",
    "partly": "residents_partly",
    "unable": "residents_unable",
}


class CivilInstitution(models.Model):
    """Institutions and who lives there."""

    _inherit = "civil.institution"

    keeps_stays = fields.Boolean(
        string="Keeps Its Residents Here",
        tracking=True,
        help="Stays are on record here, so residents are counted and not reported.",
    )
    living_count = fields.Integer(string="Living Here", compute="_compute_living_count")
    stay_ids = fields.One2many("civil.institution.stay", "institution_id")
    resident_count = fields.Integer(
        compute="_compute_residents",
        store=True,
        readonly=False,
        help="Counted from the stays where they are kept here; else as reported.",
    )
    residents_able = fields.Integer(
        compute="_compute_residents", store=True, readonly=False
    )
    residents_partly = fields.Integer(
        compute="_compute_residents", store=True, readonly=False
    )
    residents_unable = fields.Integer(
        compute="_compute_residents", store=True, readonly=False
    )

    @api.depends(
        "keeps_stays",
        "stay_ids.date_from",
        "stay_ids.date_to",
        "stay_ids.care_level_id.ability_group",
    )
    def _compute_residents(self):
        keeping = self.filtered("keeps_stays")
        for home in self - keeping:
            for name in ("resident_count", *_COUNTS.values()):
                home[name] = home[name]
        if not keeping:
            return
        counts = {}
        stays = self.env["civil.institution.stay"].sudo()
        for home, level, count in stays._read_group(
            Domain("institution_id", "in", keeping.ids) & stays._living_domain(),
            ["institution_id", "care_level_id"],
            ["__count"],
        ):
            group = level.ability_group or "able"
            key = (home.id, group)
            counts[key] = counts.get(key, 0) + count
        for home in keeping:
            by_group = {group: counts.get((home.id, group), 0) for group in _COUNTS}
            home.resident_count = sum(by_group.values())
            for group, name in _COUNTS.items():
                home[name] = by_group[group]

    def _compute_living_count(self):
        stays = self.env["civil.institution.stay"]
        counts = dict(
            stays._read_group(
                Domain("institution_id", "in", self.ids) & stays._living_domain(),
                ["institution_id"],
                ["__count"],
            )
            if stays.has_access("read")
            else []
        )
        for home in self:
            home.living_count = counts.get(home, 0)

    def write(self, vals):
        """Leave residents that are counted as they are counted."""
        counted = {"resident_count", *_COUNTS.values()} & vals.keys()
        keeping = self.filtered("keeps_stays") if counted else self.browse()
        if keeping:
            rest = {name: vals[name] for name in vals if name not in counted}
            super(CivilInstitution, keeping).write(rest)
        others = self - keeping
        result = super(CivilInstitution, others).write(vals) if others else True
        if "user_ids" in vals:
            # What waits with the stays names people: it goes with the staff.
            stays = self.env["civil.institution.stay"].sudo()
            stays.search(
                Domain("institution_id", "in", self.ids) & stays._living_domain()
            )._sync_todos()
        return result

    def _bed_days(self, date_from, date_to):
        """Return ``{institution id: BedDays}`` between two days, by one statement.

        :param date date_from: first day
        :param date date_to: last day, counted
        """
        self.check_access("read")
        return self.env["civil.institution.stay"]._count_bed_days(
            "institution_id", self.ids, date_from, date_to
        )

    def action_list_residents(self):
        """Put everybody who lives in the institutions on their resettlement plans.

        Whoever stands there already isn't listed again.
        """
        self.check_access("read")
        stays = self.env["civil.institution.stay"].search(
            Domain("institution_id", "in", self.ids)
            & self.stay_ids._living_domain()
            & Domain("resettlement_ids", "=", False)
        )
        self.env["civil.institution.resettlement"].create(
            [
                {
                    "institution_id": stay.institution_id.id,
                    "stay_id": stay.id,
                    "goes_to": "family",
                }
                for stay in stays
            ]
        )

    def action_open_stays(self):
        """Show who lives in the institution."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_care.civil_institution_stay_action"
        )
        return {
            **action,
            "domain": [("institution_id", "=", self.id)],
            "context": {
                "default_institution_id": self.id,
                "search_default_living": 1,
            },
        }
