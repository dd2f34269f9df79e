"""How people type: the same content in the many ways in which it reaches the bureau.

Nothing in here is a fault. Whatever a function returns means the content that went in.
"""

from datetime import date

WIDE = str.maketrans(
    {chr(code): chr(code + 0xFEE0) for code in (*range(48, 58), *range(65, 91))}
    | {chr(code): chr(code + 0xFEE0) for code in range(97, 123)}
)
KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
GRADES = ("一级", "二级", "三级", "四级")
GRADE_WAYS = {
    "1": ("1级", "１级", "1", 1, "壹级", "Ⅰ级", "一"),
    "2": ("2级", "２级", "2", 2, "贰级", "Ⅱ", "二"),
    "3": ("3级", "３级", "3", 3, "叁级", "Ⅲ级", "三"),
    "4": ("4级", "４级", "4", 4, "肆级", "Ⅳ", "四"),
}
FLAG_WAYS = {
    True: ("有", "√", "Y", "y", "是 ", "　是", "1", 1),
    False: ("无", "×", "N", "n", "否 ", "　否", "0", 0),
}
PROGRAM_NAMES = {("life",): "生活补贴", ("care",): "护理补贴", ("life", "care"): "两项"}


class Hand:
    """Types cells.

    :param dice: the seeded source of every choice
    :param care: the share of cells typed without care, 0 to 1
    """

    def __init__(self, dice, care):
        self.dice = dice
        self.care = care

    def slips(self):
        """Tell whether the next cell is typed without care."""
        return self.dice.random() < self.care

    def code(self, code):
        """Return an identity number, certificate or account."""
        if not code or not self.slips():
            return code
        cut = len(code) // 2
        ways = (
            code.lower(),
            code.translate(WIDE),
            code.lower().translate(WIDE),
            f" {code} ",
            f" {code}\u3000",
            f" {code}\n",
            f"'{code}",
            f"{code[:cut]} {code[cut:]}",
            f"\u200b{code}",
            f"{code}\u00a0",
        )
        return self.dice.choice(ways)

    def name(self, name):
        """Return a name."""
        if not name or not self.slips():
            return name
        ways = (f"{name} ", f"{name}\u3000", f" {name}", f"{name}\n")
        return self.dice.choice((*ways, f"{name[0]}\u3000{name[1:]}", " ".join(name)))

    def month(self, month):
        """Return a month in one of the four usual ways, now and then in another."""
        if self.slips():
            ways = (
                f"{month:%Y}年{month.month}月",
                f"{month:%Y}/{month.month}",
                f"{month:%Y}.{month.month}",
                f"{month:%Y.%m}".translate(WIDE),
                f"{month:%Y-%m}-15",
                f" {month:%Y%m} ",
                month.replace(day=28),
                (month - date(1899, 12, 30)).days,
            )
        else:
            ways = (f"{month:%Y.%m}", int(f"{month:%Y%m}"), f"{month:%Y-%m}", month)
        return self.dice.choice(ways)

    def kind(self, kind):
        """Return a class of disability."""
        if self.slips():
            name = KINDS[int(kind) - 1]
            ways = (f"{name}残疾", f" {name}", f"{name}\u3000", kind, int(kind))
            return self.dice.choice(ways)
        return KINDS[int(kind) - 1]

    def grade(self, grade):
        """Return a grade of disability."""
        if self.slips():
            return self.dice.choice(GRADE_WAYS[grade])
        return GRADES[int(grade) - 1]

    def flag(self, flag):
        """Return yes or no."""
        if self.slips():
            return self.dice.choice(FLAG_WAYS[flag])
        return "是" if flag else "否"

    def programs(self, programs):
        """Return the type of subsidy."""
        name = PROGRAM_NAMES[programs]
        return self.dice.choice((f"{name} ", f"\u3000{name}")) if self.slips() else name

    def day(self, day):
        """Return a day as the cremation register writes it."""
        ways = (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y年%m月%d日}")
        if self.slips():
            ways = (f"{day:%Y.%m.%d}", f"{day:%Y%m%d}", f" {day:%Y-%m-%d} ")
            ways += (f"{day.year}年{day.month}月{day.day}日",)
        return self.dice.choice(ways)
