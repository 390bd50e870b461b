// SPDX-License-Identifier: Apache-2.0
#include "formats/conllu.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace dragoman::formats {
namespace {

constexpr char kDocument[] =
    "# newdoc id = one\n# newpar\n# sent_id = one-1\n# text = They didn't go.\n"
    "1\tThey\tthey\tPRON\tPRP\tNumber=Plur|Person=3|PronType=Prs\t4\tnsubj\t_\t_\n"
    "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t4\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
    "4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";

std::string FaultOf(const std::string& text) {
  auto read = ReadConllu(text, "x.conllu");
  return read.ok() ? "" : read.error().message;
}

TEST(Conllu, WhatIsReadIsWrittenAsItWas) {
  auto read = ReadConllu(kDocument, "x");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->size(), 1u);
  const ConlluDocument& d = (*read)[0];
  EXPECT_EQ(d.document.text, "They didn't go.");
  Verify(d.syntax.base, d.document);
  Verify(d.syntax, d.document);
  EXPECT_EQ(WriteConllu(d.document, d.syntax), kDocument);
}

TEST(Conllu, NamesFileAndLineOfAFault) {
  EXPECT_EQ(FaultOf("1\tx\n"), "x.conllu:1: expected 10 cells separated by tabs");
  EXPECT_EQ(FaultOf("2\tx\tx\tX\tXX\t_\t0\troot\t_\t_\n"),
            "x.conllu:1: expected word number 1, got '2'");
  EXPECT_EQ(FaultOf("1\tx\tx\tFOO\tXX\t_\t0\troot\t_\t_\n"), "x.conllu:1: no such UPOS: 'FOO'");
  EXPECT_EQ(FaultOf("1\tx\tx\tX\tXX\t_\t7\tdep\t_\t_\n\n"),
            "x.conllu:2: a head outside its sentence");
  EXPECT_EQ(FaultOf("1-2\txy\t_\t_\t_\t_\t_\t_\t_\t_\n\n"),
            "x.conllu:2: a multiword token without all its words");
  EXPECT_EQ(FaultOf("1\tx\tx\tX\tXX\t_\t2\tdep\t_\t_\n2\tx\tx\tX\tXX\t_\t1\tdep\t_\t_\n\n"),
            "x.conllu:3: expected one root, got 0");
}

TEST(Conllu, ATreebankComesBackByteForByteInFormAndTree) {
  std::ifstream in(DRAGOMAN_SHARED_DIR "/corpora/train/gum-dev.conllu", std::ios::binary);
  if (!in) GTEST_SKIP() << "no corpora here";
  std::string text{std::istreambuf_iterator<char>(in), {}};
  auto first = ReadConllu(text, "gum-dev");
  ASSERT_TRUE(first.ok()) << first.error().message;
  ASSERT_GT(first->size(), 10u);
  for (const ConlluDocument& d : *first) {
    Verify(d.syntax.base, d.document);
    Verify(d.syntax, d.document);
    std::string written = WriteConllu(d.document, d.syntax);
    auto second = ReadConllu(written, "written");
    ASSERT_TRUE(second.ok()) << second.error().message;
    ASSERT_EQ(second->size(), 1u);
    EXPECT_EQ(second->front().document.text, d.document.text);
    EXPECT_EQ(second->front().syntax.head, d.syntax.head);
    EXPECT_EQ(second->front().syntax.features, d.syntax.features);
    EXPECT_EQ(WriteConllu(second->front().document, second->front().syntax), written);
  }
}

}  // namespace
}  // namespace dragoman::formats
