"""Sample sentences, written for these tests."""

from generator.model import Article, PartialDate
from generator.retelling import Repeats, Told
from generator.selection import Candidate, find_candidates
from generator.sentences import article_sentences
from generator.translation.glossary import Glossary


def candidates(*bodies: str, lang: str = "vi") -> list[list[Candidate]]:
    """The sentences of articles with these bodies, one list an article."""
    articles = [
        Article(f"a-{number}", "T", lang, (body,), published=PartialDate(2020, 1, 1))
        for number, body in enumerate(bodies)
    ]
    split = {article.id: article_sentences(article) for article in articles}
    every = find_candidates(articles, split)
    return [[c for c in every if c.sentence.article_id == article.id] for article in articles]


def chance(told: Candidate, candidate: Candidate) -> float:
    memory = Told()
    memory.add(told)
    return memory.chance(candidate)


FIRE = "Vụ cháy tại xưởng gỗ Minh Phát ở huyện Tân Lập chiều 3/5 làm hai công nhân bị bỏng nặng."
FIRE_AGAIN = "Chiều 3/5, hai người thợ ở Tân Lập bỏng nặng khi xưởng của Minh Phát bốc cháy dữ dội."
CAUSE = "Theo chủ xưởng, nguyên nhân ban đầu được cho là do chập điện ở máy cưa."


def test_two_openings_of_one_news_are_a_retelling_and_a_new_fact_is_none():
    (told, cause), (again, *_) = candidates(f"{FIRE} {CAUSE}", FIRE_AGAIN)
    assert chance(told, again) > 0.5
    assert chance(told, cause) < 0.2


def test_what_stands_far_down_is_less_likely_to_be_told_again():
    filler = " ".join(f"Câu thứ {n} của bài nói về một chuyện khác hẳn thế." for n in range(9))
    (told,), (again,) = candidates(FIRE, FIRE_AGAIN)
    (far_told,), further = candidates(FIRE, f"{filler} {FIRE_AGAIN}")
    assert chance(far_told, further[-1]) < chance(told, again)


def test_english_openings_are_told_apart_from_what_follows():
    opening = "A fire at a timber yard in Tan Lap badly burned two workers on Sunday, police said."
    other = "Two workers suffered serious burns when a Tan Lap timber yard caught fire Sunday."
    more = "The owner blamed a short circuit in one of the saws."
    (told, follows), (again,) = candidates(f"{opening} {more}", other, lang="en")
    assert chance(told, again) > 0.5
    assert chance(told, follows) < 0.3


def test_a_figure_in_common_makes_a_retelling_likelier_and_a_year_does_not():
    told = "Nhà máy xi măng Minh Phát lỗ {} tỷ đồng vì lãi vay tăng cao."
    again = "Lãi vay khiến hãng xi măng Minh Phát mất tới {} tỷ đồng."

    def with_figures(one: str, other: str) -> float:
        (first,), (second,) = candidates(told.format(one), again.format(other))
        return chance(first, second)

    assert with_figures("73", "73") > with_figures("73", "85")
    assert with_figures("2013", "2013") <= with_figures("73", "73")


def test_the_chance_never_falls_when_more_is_told():
    (told, cause), (again,) = candidates(f"{FIRE} {CAUSE}", FIRE_AGAIN)
    memory = Told()
    chances = [memory.chance(again)]
    for candidate in (cause, told):
        memory.add(candidate)
        chances.append(memory.chance(again))
    assert chances == sorted(chances)
    assert chances[0] == 0.0


def test_languages_are_not_compared_by_their_words():
    ((told,),) = candidates(FIRE)
    ((english,),) = candidates("Minh Phat fire in Tan Lap burned two workers.", lang="en")
    assert chance(told, english) == 0.0


def test_two_openings_in_two_languages_need_few_names_and_figures_in_common():
    ((told,),) = candidates(FIRE)
    ((english, follows),) = candidates(
        "Minh Phat workshop blaze hurts two workers on 3 May, according to local police there. "
        "Police from Ha Noi and Minh Phat staff met the Labour Ministry and Tan Phu Group.",
        lang="en",
    )
    repeats = Repeats(Glossary(), ["vi", "en"])
    assert repeats.is_new(told)
    assert not repeats.is_new(english)
    filler = " ".join(f"Sentence number {n} tells of something else." for n in "ABCDEFGH")
    later = candidates(f"{filler} {follows.text}", lang="en")[0][-1]
    assert repeats.is_new(later)
