// SPDX-License-Identifier: Apache-2.0
#include "parse/mend.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "formats/conllu.h"

namespace dragoman::parse {
namespace {

// "word/tag/head/relation" a word. What comes back: "head/relation" a word, after mending.
std::string Mended(const std::string& words, void (*mend)(Syntax&) = MendPossessors) {
  std::string conllu;
  std::istringstream in(words);
  int n = 0;
  for (std::string word; in >> word; ++n) {
    size_t a = word.find('/'), b = word.find('/', a + 1), c = word.find('/', b + 1);
    std::string form = word.substr(0, a), tag = word.substr(a + 1, b - a - 1);
    std::string upos = tag.starts_with("NNP")  ? "PROPN"
                       : tag.starts_with("NN") ? "NOUN"
                       : tag == "CC"           ? "CCONJ"
                       : tag == "POS"          ? "PART"
                       : tag == "JJ"           ? "ADJ"
                       : tag.starts_with("VB") ? "VERB"
                                               : "PUNCT";
    conllu += std::to_string(n + 1) + "\t" + form + "\t" + form + "\t" + upos + "\t" + tag + "\t" +
              (tag == "VBD"   ? "Mood=Ind|Tense=Past|VerbForm=Fin"
               : tag == "VBN" ? "Tense=Past|VerbForm=Part"
                              : "_") +
              "\t" + word.substr(b + 1, c - b - 1) + "\t" + word.substr(c + 1) + "\t_\t_\n";
  }
  auto read = formats::ReadConllu(conllu + "\n", "test");
  EXPECT_TRUE(read.ok());
  auto documents = std::move(read).value();
  Syntax& s = documents.front().syntax;
  mend(s);
  std::string out;
  for (size_t w = 0; w < s.size(); ++w) {
    out += (w ? " " : "") + std::to_string(s.head[w].valid() ? s.head[w].index() + 1 : 0) + "/" +
           std::string(Name(s.deprel[w]));
  }
  return out;
}

// What comes back of words that nothing mends.
std::string AsRead(const std::string& words) {
  std::string out;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    size_t b = word.find('/', word.find('/') + 1);
    out += (out.empty() ? "" : " ") + word.substr(b + 1);
  }
  return out;
}

TEST(MendPossessors, OfANameBehindATitle) {
  // The parser hung the spokesman and his name on the Chancellor.
  EXPECT_EQ(Mended("Chancellor/NNP/9/nsubj Merkel/NNP/1/flat 's/POS/2/case spokesman/NN/1/flat "
                   ",/,/6/punct Jan/NNP/4/appos Weiss/NNP/6/flat ,/,/1/punct said/VBD/0/root"),
            "4/nmod:poss 1/flat 1/case 9/nsubj 6/punct 4/appos 6/flat 4/punct 0/root");
}

TEST(MendPossessors, OfTwoSubjectsTheFirstIsThePossessor) {
  EXPECT_EQ(Mended("Putin/NNP/4/nsubj 's/POS/1/case aide/NN/4/nsubj left/VBD/0/root"),
            "3/nmod:poss 1/case 4/nsubj 0/root");
}

TEST(MendPossessors, UnderAnotherRelation) {
  EXPECT_EQ(Mended("rebels/NNS/3/nmod '/POS/1/case team/NN/4/nsubj left/VBD/0/root"),
            "3/nmod:poss 1/case 4/nsubj 0/root");
}

TEST(MendPossessors, AtTheRoot) {
  EXPECT_EQ(Mended("Putin/NNP/0/root 's/POS/1/case aide/NN/1/appos"), "3/nmod:poss 1/case 0/root");
}

TEST(MendPossessors, LeavesWhatIsRightOrUnsure) {
  for (const char* right : {
           "Putin/NNP/3/nmod:poss 's/POS/1/case aide/NN/4/nsubj left/VBD/0/root",
           // nothing behind it that could be possessed
           "win/NN/0/root was/VBD/1/cop Putin/NNP/1/nsubj 's/POS/3/case",
           // whose the letters are, the list does not say
           "food/NN/0/root and/CC/3/cc kin/NN/1/conj 's/POS/1/case letters/NNS/1/conj",
       }) {
    EXPECT_EQ(Mended(right), AsRead(right)) << right;
  }
}

TEST(MendSubjects, OutOfWhatOpensTheSentence) {
  EXPECT_EQ(Mended("Speaking/VBG/7/advcl there/NN/1/obl ,/,/5/punct union/NN/5/compound "
                   "head/NN/2/appos ,/,/1/punct said/VBD/0/root",
                   MendSubjects),
            "7/advcl 1/obl 5/punct 5/compound 7/nsubj 1/punct 0/root");
}

TEST(MendSubjects, BeforeAPastFormTaggedAsAParticiple) {
  EXPECT_EQ(Mended("Running/VBG/7/advcl away/NN/1/obl ,/,/4/punct police/NN/2/conj on/NN/6/case "
                   "foot/NN/4/nmod fired/VBN/0/root gas/NN/7/obj",
                   MendSubjects),
            "7/advcl 1/obl 4/punct 7/nsubj 6/case 4/nmod 0/root 7/obj");
}

TEST(MendSubjects, LeavesWhatHasOneOrIsNoList) {
  for (const char* right : {
           // it has one
           "There/NN/7/obl ,/,/4/punct union/NN/4/compound head/NN/1/appos ,/,/1/punct "
           "he/NNP/7/nsubj said/VBD/0/root",
           // no comma before it
           "In/NN/5/obl union/NN/4/compound big/JJ/4/amod head/NN/1/appos said/VBD/0/root",
           // more than a comma before the verb
           "In/NN/7/obl ,/,/1/punct union/NN/4/compound head/NN/1/appos big/JJ/6/amod "
           "day/NN/7/obl said/VBD/0/root",
       }) {
    EXPECT_EQ(Mended(right, MendSubjects), AsRead(right)) << right;
  }
}

TEST(MendMembers, JoinsTheSecondNameToTheFirst) {
  EXPECT_EQ(Mended("heads/NNS/6/nsubj of/IN/3/case Peru/NNP/1/nmod and/CC/5/cc Fiji/NNP/1/conj "
                   "met/VBD/0/root",
                   MendMembers),
            "6/nsubj 3/case 1/nmod 5/cc 3/conj 0/root");
}

TEST(MendMembers, LeavesOneHeadAndWhatStandsApart) {
  for (const char* right : {
           // one head, and somebody beside her
           "head/NN/6/nsubj of/IN/3/case Peru/NNP/1/nmod and/CC/5/cc Diaz/NNP/1/conj "
           "met/VBD/0/root",
           // no name of the same phrase stands before it
           "heads/NNS/6/nsubj at/IN/3/case home/NN/1/nmod and/CC/5/cc Fiji/NNP/1/conj "
           "met/VBD/0/root",
       }) {
    EXPECT_EQ(Mended(right, MendMembers), AsRead(right)) << right;
  }
}

}  // namespace
}  // namespace dragoman::parse
