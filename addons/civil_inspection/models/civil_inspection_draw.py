import os

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.door import Door

from ..tools import draw as drawing

#: Only the code that freezes and draws opens it.
_DOOR = Door("civil_inspection_draw")
#: Bytes of chance in a seed.
_CHANCE = 32

_PROTECTION = """
CREATE OR REPLACE FUNCTION civil_inspection_draw_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = 'frozen'
            AND NEW.population IS NOT DISTINCT FROM OLD.population
            AND NEW.population_hash IS NOT DISTINCT FROM OLD.population_hash
            AND NEW.words IS NOT DISTINCT FROM OLD.words
            AND NEW.campaign_id = OLD.campaign_id
            AND NEW.sequence = OLD.sequence
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'A draw is neither changed nor deleted'
        USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER IF EXISTS civil_inspection_draw_row ON civil_inspection_draw;
CREATE TRIGGER civil_inspection_draw_row
    BEFORE UPDATE OR DELETE ON civil_inspection_draw
    FOR EACH ROW EXECUTE FUNCTION civil_inspection_draw_refuse();
DROP TRIGGER IF EXISTS civil_inspection_draw_table ON civil_inspection_draw;
CREATE TRIGGER civil_inspection_draw_table
    BEFORE TRUNCATE ON civil_inspection_draw
    FOR EACH STATEMENT EXECUTE FUNCTION civil_inspection_draw_refuse();
"""


class CivilInspectionDraw(models.Model):
    """One draw of objects and inspectors (双随机抽取), kept as it was made.

    First the population is frozen and hashed, then chance is drawn; both, with the
    words of a witness if there was one, make the seed. From the record alone anybody
    can repeat the draw. Neither the application nor the database's user changes or
    deletes a draw.
    """

    _name = "civil.inspection.draw"
    _description = "Draw"
    _inherit = ["civil.workflow.mixin"]
    _order = "campaign_id desc, sequence desc"
    _log_access = False

    campaign_id = fields.Many2one(
        "civil.inspection.campaign",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(
        string="Draw Number", readonly=True, required=True, aggregator=None
    )
    replaces_id = fields.Many2one(
        "civil.inspection.draw",
        string="Instead Of",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    replaced_by_ids = fields.One2many("civil.inspection.draw", "replaces_id")
    is_replaced = fields.Boolean(string="Replaced", compute="_compute_is_replaced")
    reason = fields.Char(string="Why Drawn Anew", readonly=True)
    algorithm = fields.Char(readonly=True)
    population = fields.Text(
        readonly=True, help="Whom the draw may hit, in the form that was hashed."
    )
    population_hash = fields.Char(
        string="Checksum of the Population", readonly=True, help="SHA-256."
    )
    population_count = fields.Integer(string="Objects in the Population", readonly=True)
    witness = fields.Char(readonly=True)
    words = fields.Char(
        string="Words of the Witness",
        readonly=True,
        help="Said before the population was frozen; part of the seed.",
    )
    frozen_uid = fields.Many2one(
        "res.users", string="Frozen By", readonly=True, ondelete="restrict"
    )
    frozen_date = fields.Datetime(string="Frozen On", readonly=True)
    random = fields.Char(
        string="Chance", readonly=True, help="Drawn after the population was frozen."
    )
    seed = fields.Char(readonly=True)
    result = fields.Text(readonly=True)
    result_hash = fields.Char(string="Checksum of the Result", readonly=True)
    drawn_count = fields.Integer(string="Objects Drawn", readonly=True)
    drawn_uid = fields.Many2one(
        "res.users", string="Drawn By", readonly=True, ondelete="restrict"
    )
    drawn_date = fields.Datetime(string="Drawn On", readonly=True)
    state = fields.Selection(
        [("frozen", "Population Frozen"), ("drawn", "Drawn")],
        default="frozen",
        required=True,
        readonly=True,
        index=True,
    )
    line_ids = fields.One2many("civil.inspection.draw.line", "draw_id", string="Drawn")
    exclusion_ids = fields.One2many(
        "civil.inspection.draw.exclusion", "draw_id", string="Excluded"
    )
    inspection_ids = fields.One2many("civil.inspection", "draw_id")
    export_file = fields.Binary(
        string="Record", compute="_compute_export_file", compute_sudo=False
    )

    _guarded = ("random", "seed", "result", "result_hash", "drawn_count")
    _transitions = (
        Transition(
            "frozen",
            "drawn",
            "civil_inspection.group_clerk",
            guard="_refuse_draw",
            effect="_make",
            stamp="drawn",
        ),
    )

    _sequence_uniq = models.UniqueIndex(
        "(campaign_id, sequence)", "Somebody else has just frozen this campaign."
    )

    def init(self):
        """Let the database itself refuse every change of a draw."""
        self.env.cr.execute(SQL(_PROTECTION))

    @api.depends("campaign_id", "sequence")
    def _compute_display_name(self):
        for draw in self:
            draw.display_name = self.env._(
                "%(campaign)s, draw %(number)s",
                campaign=draw.campaign_id.number,
                number=draw.sequence,
            )

    @api.depends("replaced_by_ids")
    def _compute_is_replaced(self):
        for draw in self:
            draw.is_replaced = bool(draw.replaced_by_ids)

    # -- freezing ------------------------------------------------------------------

    @api.model
    def _freeze(self, campaign, witness=None, words=None, replaces=None, reason=None):
        """Freeze whom a draw of the campaign may hit, and return the draw.

        :raises UserError: too few objects, or an object without inspectors
        """
        sequence = max(campaign.draw_ids.mapped("sequence"), default=0) + 1
        population, excluded = self.env["civil.inspection.population"]._gather(
            campaign, sequence
        )
        text = drawing.canonical(population)
        # Nobody writes draws by hand; the campaign's own rights were checked.
        opened = _DOOR.opened(self.sudo())
        draw = opened.create(
            {
                "campaign_id": campaign.id,
                "sequence": sequence,
                "replaces_id": replaces and replaces.id,
                "reason": reason,
                "algorithm": drawing.ALGORITHM,
                "population": text,
                "population_hash": drawing.sha256(text),
                "population_count": len(population["objects"]),
                "witness": witness,
                "words": words or "",
                "frozen_uid": self.env.uid,
                "frozen_date": fields.Datetime.now(),
                "exclusion_ids": [fields.Command.create(vals) for vals in excluded],
            }
        )
        draw.flush_recordset()
        return self.browse(draw.id)

    # -- drawing -------------------------------------------------------------------

    def action_draw(self):
        """Draw the seed and everything that follows from it.

        :raises UserError: it is drawn already, or a later one took its place
        """
        self.ensure_one()
        self.campaign_id.check_access("write")
        self.campaign_id._lock_for_step()
        # Clerks may not write draws; the step itself is judged by their group.
        _DOOR.opened(self.sudo())._transition("drawn")
        campaign = self.campaign_id
        if campaign.state == "approved":
            campaign._transition("drawn")
        return self.action_open()

    def _refuse_draw(self):
        if self.replaced_by_ids:
            return self.env._("another draw took its place")
        return False

    def _make(self):
        for draw in self:
            chance = os.urandom(_CHANCE).hex()
            seed = drawing.make_seed(draw.population_hash, chance, draw.words or "")
            drawn = drawing.make_draw(draw._population(), seed)
            result = drawing.canonical(drawn)
            draw._write_guarded(
                {
                    "random": chance,
                    "seed": seed,
                    "result": result,
                    "result_hash": drawing.sha256(result),
                    "drawn_count": len(drawn),
                }
            )
            draw._write_lines(drawn)
            draw._make_inspections()

    # -- keeping it as it is ---------------------------------------------------------

    def _refuse(self):
        raise UserError(self.env._("A draw is neither made nor changed by hand."))

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: draws come from campaigns."""
        if not _DOOR.is_open(self):
            self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse everything but the draw itself."""
        if not _DOOR.is_open(self):
            self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("A draw is never deleted."))
